import { z } from "zod";
import { ProviderError } from "@/lib/kernel/errors";
import type { RdapDomain } from "./contract";

const word = z.string().max(200);
/** Registries differ in everything but this much; a part that is not as described is left out, not believed. */
const schema = z.looseObject({
  ldhName: word.optional().catch(undefined),
  status: z.array(word).max(50).catch([]).default([]),
  events: z
    .array(z.looseObject({ eventAction: word, eventDate: word }))
    .max(100)
    .catch([])
    .default([]),
  entities: z
    .array(
      z.looseObject({
        roles: z.array(word).catch([]).default([]),
        handle: word.optional().catch(undefined),
        publicIds: z
          .array(z.looseObject({ type: word, identifier: word }))
          .catch([])
          .default([]),
        vcardArray: z.unknown(),
      }),
    )
    .max(100)
    .catch([])
    .default([]),
  nameservers: z
    .array(z.looseObject({ ldhName: word.optional().catch(undefined) }))
    .max(50)
    .catch([])
    .default([]),
});

/** Takes out of an RDAP answer what a transfer needs to know. Throws when the answer is about another name. */
export function readDomain(name: string, body: unknown): RdapDomain {
  const answer = schema.parse(body);
  if (answer.ldhName !== undefined && bare(answer.ldhName) !== name)
    throw new ProviderError("rdap", "unavailable", "rdap domain: the answer is about another name");
  const when = (action: string) =>
    dateOf(answer.events.filter((event) => event.eventAction.toLowerCase() === action).at(-1)?.eventDate);
  const registrar = answer.entities.find((entity) => entity.roles.some((role) => role.toLowerCase() === "registrar"));
  return {
    name,
    statuses: answer.status.map((status) => status.toLowerCase()),
    registeredAt: when("registration"),
    transferredAt: when("transfer"),
    expiresAt: when("expiration"),
    registrar: {
      name: registrar ? (fullName(registrar.vcardArray) ?? registrar.handle ?? null) : null,
      ianaId: registrar?.publicIds.find((id) => /iana/i.test(id.type))?.identifier ?? null,
    },
    nameServers: answer.nameservers.flatMap((server) => (server.ldhName ? [bare(server.ldhName)] : [])),
  };
}

const bare = (name: string) => name.toLowerCase().replace(/\.$/, "");

function dateOf(text: string | undefined): Date | null {
  const date = text === undefined ? null : new Date(text);
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** `fn` of a jCard (RFC 7095): `["vcard", [["fn", {}, "text", "Example Registrar"], …]]`. */
function fullName(jcard: unknown): string | null {
  const properties: unknown = Array.isArray(jcard) ? jcard[1] : null;
  if (!Array.isArray(properties)) return null;
  for (const property of properties) {
    if (Array.isArray(property) && property[0] === "fn" && typeof property[3] === "string" && property[3].trim())
      return property[3].trim().slice(0, 120);
  }
  return null;
}
