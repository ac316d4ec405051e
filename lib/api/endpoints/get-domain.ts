import { domainParams } from "../domain-params";
import { endpoint } from "../endpoint";
import { ownedDomain } from "../owned-domain";
import { domainResource } from "../resources";
import { toDomain } from "../to-domain";

export const getDomainEndpoint = endpoint({
  id: "getDomain",
  method: "GET",
  path: "/domains/{name}",
  tag: "Domains",
  summary: "Read one domain",
  scope: "domains:read",
  params: domainParams,
  responses: { 200: { description: "The domain.", body: domainResource } },
  errors: ["not_found"],
  handler: async (ctx, { params }) => ({ status: 200, body: toDomain(await ownedDomain(ctx, params.name)) }),
});
