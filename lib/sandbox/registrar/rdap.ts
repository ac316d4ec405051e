import { DAY, later } from "@/lib/kernel/clock";
import type { Route } from "../http/route";
import { statusesOf } from "./domains";
import { fnvHash } from "./fnv-hash";
import { priceOfTld } from "./price-list";
import { settleDue } from "./settle";
import { restDays, transferability } from "./transferability";
import { elsewhereServers, type RegistrarWorld } from "./world";
import { worldName } from "./world-names";

/** Who holds the names of the rest of the world. */
const holders = ["GoDaddy.com, LLC", "NameCheap, Inc.", "Tucows Domains Inc.", "Gandi SAS", "Porkbun LLC"];
const platformAccount = "platform";

/** What the registries of the world publish (RDAP, RFC 9083), for anybody who asks. */
export function rdapRoutes(world: RegistrarWorld): Route[] {
  return [
    {
      verb: "rdap",
      method: "GET",
      path: "/domain/:name",
      async answer({ params }) {
        await settleDue(world);
        return answerAbout(world, params.name ?? "");
      },
    },
  ];
}

type Held = {
  account: string;
  createdAt: Date;
  expiresAt: Date;
  locked: boolean;
  leavingAt: Date | null;
  nameServers: string[];
};

async function answerAbout(world: RegistrarWorld, name: string): Promise<Response> {
  const [held] = await world.sql<Held[]>`
    select account, created_at as "createdAt", expires_at as "expiresAt", locked, leaving_at as "leavingAt",
      name_servers as "nameServers"
    from sandbox.registrar_domains where name = ${name}`;
  const { verdict, reason, blockers } = await transferability(world, "", name);
  if (verdict === "unknown") return failure(503, "The registry does not answer.");
  const now = world.clock.now();
  if (held)
    return published({
      name,
      statuses: statusesOf(held, now),
      registrar: held.account === platformAccount ? "Sandbox Registrar" : holderOf(name),
      registeredAt: held.createdAt,
      expiresAt: held.expiresAt,
      nameServers: held.nameServers,
    });
  const known = verdict === "transferable" || blockers.length > 0 || (priceOfTld(name) && worldName(name));
  if (!known) return failure(404, reason ?? "Not found.");
  const young = blockers.find((each) => each.kind === "too_young")?.until;
  const year = worldName(name)?.registeredYear ?? 2012;
  const gone = blockers.some((each) => each.kind === "in_redemption");
  return published({
    name,
    statuses: [
      ...(blockers.some((each) => each.kind === "locked") ? ["clientTransferProhibited"] : []),
      ...(gone ? ["redemptionPeriod"] : []),
    ],
    registrar: holderOf(name),
    registeredAt: young ? later(new Date(young), -restDays * DAY) : new Date(Date.UTC(year, 5, 15)),
    expiresAt: later(now, (gone ? -50 : 200) * DAY),
    nameServers: elsewhereServers,
  });
}

const holderOf = (name: string) => holders[fnvHash(`holder:${name}`) % holders.length] ?? "";

type Published = {
  name: string;
  statuses: string[];
  registrar: string;
  registeredAt: Date;
  expiresAt: Date;
  nameServers: string[];
};

function published({ name, statuses, registrar, registeredAt, expiresAt, nameServers }: Published): Response {
  return answer(200, {
    objectClassName: "domain",
    ldhName: name,
    status: statuses.length > 0 ? statuses.map(inWords) : ["active"],
    events: [
      { eventAction: "registration", eventDate: registeredAt.toISOString() },
      { eventAction: "expiration", eventDate: expiresAt.toISOString() },
    ],
    entities: [
      {
        objectClassName: "entity",
        roles: ["registrar"],
        vcardArray: [
          "vcard",
          [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", registrar],
          ],
        ],
      },
    ],
    nameservers: nameServers.map((ldhName) => ({ objectClassName: "nameserver", ldhName })),
  });
}

/** EPP's `clientTransferProhibited` is RDAP's `client transfer prohibited` (RFC 8056). */
function inWords(status: string): string {
  return status === "ok" ? "active" : status.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function failure(errorCode: number, title: string): Response {
  return answer(errorCode, { errorCode, title });
}

function answer(status: number, body: object): Response {
  return Response.json(
    { rdapConformance: ["rdap_level_0"], ...body },
    { status, headers: { "content-type": "application/rdap+json" } },
  );
}
