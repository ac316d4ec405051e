import { z } from "zod";
import { setAutoRenew } from "@/lib/renewals/set-auto-renew";
import { domainParams } from "../domain-params";
import { endpoint } from "../endpoint";
import { ownedDomainHere } from "../owned-domain";

export const setAutoRenewEndpoint = endpoint({
  id: "setAutoRenew",
  method: "PATCH",
  path: "/domains/{name}/auto-renew",
  tag: "Domains",
  summary: "Switch the renewal of a domain on or off",
  description:
    "On: an invoice before it expires, paid before it is renewed. Off: it expires, its open renewal invoice is void, and until then switching it on again keeps it.",
  scope: "domains:write",
  params: domainParams,
  body: z.strictObject({ auto_renew: z.boolean() }),
  example: { auto_renew: true },
  responses: {
    200: {
      description: "As it is now.",
      body: z.object({
        domain: z.string(),
        auto_renew: z.boolean(),
        message: z.string().describe("What that means, with the date."),
      }),
    },
  },
  errors: ["bad_request", "not_found"],
  handler: async (ctx, { params, body }) => {
    const { id: domainId, nameAscii } = await ownedDomainHere(ctx, params.name);
    const { on, message } = await setAutoRenew(ctx, { domainId, on: body.auto_renew });
    return { status: 200, body: { domain: nameAscii, auto_renew: on, message } };
  },
});
