import { randomUUID } from "node:crypto";
import { ApiFailure } from "../http/api-failure";
import type { Route } from "../http/route";
import { changeContacts, changeDomain, switchAutoRenew } from "./change-domain";
import { deleteInGrace } from "./delete-in-grace";
import { heldDomain } from "./domains";
import { type OperationRow, toWire } from "./operations";
import { refuse } from "./refuse";
import { register } from "./register";
import { renew } from "./renew";
import { restore } from "./restore";
import { accountRoutes } from "./routes";
import { cancelTransfer, mailOwner, transferIn } from "./transfer-in";
import { mailRegistrant } from "./verification";
import * as wire from "./wire";
import type { RegistrarWorld } from "./world";

/** Everything that changes something. Writes answer 202 with their operation, or 200 when it is done already. */
export function writeRoutes(world: RegistrarWorld): Route[] {
  const route = accountRoutes(world);
  const answer = async (operation: OperationRow) => {
    if (operation.state === "done") await world.delegationChanged(operation.name);
    if (operation.state === "refused") throw refuse(operation.reason ?? "other", operation.message ?? "Refused.");
    return Response.json(
      { operation: toWire(operation, world.clock.now()) },
      { status: operation.state === "pending" ? 202 : 200 },
    );
  };
  const change = (verb: "lock" | "privacy", path: string) =>
    route(verb, "PUT", path, async (account, { params, body }) => {
      const { on } = wire.switchSchema.parse(body);
      return answer(await changeDomain(world, { account, name: params.name ?? "", verb, request: { on } }));
    });

  return [
    route("create_contact", "POST", "/v1/contacts", async (account, { body }) => {
      const { contact } = wire.contactBodySchema.parse(body);
      const handle = `contact-${randomUUID()}`;
      await world.sql`
        insert into sandbox.registrar_contacts (handle, account, contact, created_at)
        values (${handle}, ${account}, ${world.sql.json(contact)}, ${world.clock.now()})`;
      return Response.json({ handle }, { status: 201 });
    }),
    route("register", "POST", "/v1/registrations", async (account, { body }) =>
      answer(await register(world, account, wire.registrationSchema.parse(body))),
    ),
    route("transfer", "POST", "/v1/transfers", async (account, { body }) =>
      answer(await transferIn(world, account, wire.transferSchema.parse(body))),
    ),
    route("renew", "POST", "/v1/domains/:name/renewals", async (account, { params, body }) =>
      answer(await renew(world, account, params.name ?? "", wire.renewalSchema.parse(body))),
    ),
    route("restore", "POST", "/v1/domains/:name/restorations", async (account, { params, body }) =>
      answer(await restore(world, account, params.name ?? "", wire.restorationSchema.parse(body))),
    ),
    route("cancel_transfer", "POST", "/v1/operations/:id/cancel", async (account, { params }) => {
      await cancelTransfer(world, account, params.id ?? "");
      return Response.json({ done: true });
    }),
    route("mail_owner", "POST", "/v1/operations/:id/mail", async (account, { params }) => {
      await mailOwner(world, account, params.id ?? "");
      return Response.json({ done: true });
    }),
    route("mail_registrant", "POST", "/v1/domains/:name/verification-mail", async (account, { params }) => {
      await mailRegistrant(world, account, params.name ?? "");
      return Response.json({ done: true });
    }),
    route("name_servers", "PUT", "/v1/domains/:name/name-servers", async (account, { params, body }) => {
      const request = wire.nameServersSchema.parse(body);
      return answer(await changeDomain(world, { account, name: params.name ?? "", verb: "name_servers", request }));
    }),
    route("auto_renew", "PUT", "/v1/domains/:name/auto-renew", async (account, { params, body }) => {
      await switchAutoRenew(world, account, params.name ?? "", wire.switchSchema.parse(body).on);
      return Response.json({ done: true });
    }),
    change("lock", "/v1/domains/:name/lock"),
    change("privacy", "/v1/domains/:name/privacy"),
    route("contacts", "PUT", "/v1/domains/:name/contacts", async (account, { params, body }) => {
      const { contact } = wire.contactBodySchema.parse(body);
      return answer(await changeContacts(world, account, params.name ?? "", contact));
    }),
    route("delete", "DELETE", "/v1/domains/:name", async (account, { params }) => {
      await deleteInGrace(world, account, params.name ?? "");
      return Response.json({ done: true });
    }),
    route("auth_code", "POST", "/v1/domains/:name/auth-code", async (account, { params }) => {
      const domain = await heldDomain(world.sql, account, params.name ?? "");
      if (domain.locked) throw new ApiFailure(422, "locked", `Unlock ${domain.name} first.`);
      return Response.json({ authCode: domain.authCode });
    }),
  ];
}
