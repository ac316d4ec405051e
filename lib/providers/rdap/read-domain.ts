import { z } from "zod";
import { ProviderError } from "@/lib/kernel/errors";
import type { RdapDomain } from "./contract";

const word = z.string().max(200);
const optionalWord = word.optional().catch(undefined);

/** A list whose unreadable entries are left out: registries differ, and a part that is not as described is not believed. */
function listOf<T>(entry: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((list) =>
      list.slice(0, 100).flatMap((each) => {
        const parsed = entry.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

const schema = z.looseObject({
  ldhName: optionalWord,
  status: listOf(word),
  events: listOf(z.looseObject({ eventAction: word, eventDate: word })),
  entities: listOf(
    z.looseObject({
      roles: listOf(word),
      handle: optionalWord,
      publicIds: listOf(z.looseObject({ type: word, identifier: word })),
      vcardArray: z.unknown().optional(),
    }),
  ),
  nameservers: listOf(z.looseObject({ ldhName: optionalWord })),
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
