import { DAY, later } from "@/lib/kernel/clock";
import { ApiFailure } from "../http/api-failure";
import { noticeServers } from "../name-server/notice-zone";
import { addYears } from "./add-years";
import { faultsInName } from "./induced-faults";
import { graceDays } from "./terms";
import type { WireContact } from "./wire";
import type { Query, RegistrarWorld } from "./world";

export type DomainRow = {
  name: string;
  account: string;
  createdAt: Date;
  expiresAt: Date;
  shownFrom: Date;
  autoRenew: boolean;
  locked: boolean;
  privacy: boolean;
  nameServers: string[];
  contact: WireContact;
  authCode: string;
  verified: boolean;
  /** Taken out of the DNS: its registrant did not answer in time. */
  onHold: boolean;
  /** Expired for so long that the registrar answers for it. */
  interrupted: boolean;
  /** When it leaves for another registrar that has asked for it. */
  leavingAt: Date | null;
  /** What details and lists still show as its expiry, and until when. */
  earlierExpiresAt: Date | null;
  earlierUntil: Date | null;
};

const columns = `name, account, created_at as "createdAt", expires_at as "expiresAt", shown_from as "shownFrom",
  auto_renew as "autoRenew", locked, privacy, name_servers as "nameServers", contact, auth_code as "authCode",
  verified, on_hold as "onHold", interrupted, leaving_at as "leavingAt", earlier_expires_at as "earlierExpiresAt",
  earlier_until as "earlierUntil"`;

/** A domain of the account, as the registrar shows it; refused when it is not there, or not shown yet. */
export async function shownDomain(world: RegistrarWorld, account: string, name: string): Promise<DomainRow> {
  const domain = await heldDomain(world.sql, account, name);
  if (domain.shownFrom > world.clock.now()) throw notInAccount(name);
  return domain;
}

export async function heldDomain(query: Query, account: string, name: string): Promise<DomainRow> {
  const [row] = await query<DomainRow[]>`
    select ${query.unsafe(columns)} from sandbox.registrar_domains where name = ${name} and account = ${account}`;
  if (!row) throw notInAccount(name);
  return row;
}

function notInAccount(name: string): ApiFailure {
  return new ApiFailure(404, "not_in_account", `${name} is not in this account.`);
}

const pageSize = 100;
const largestPage = 500;

type ListedRow = Pick<DomainRow, "name" | "expiresAt" | "autoRenew" | "locked" | "earlierExpiresAt" | "earlierUntil">;

/** One page of the account's names in alphabetical order, after `cursor`. */
export async function listDomains(world: RegistrarWorld, account: string, cursor: string, limit = pageSize) {
  const size = Math.min(Math.max(limit, 1), largestPage);
  const now = world.clock.now();
  const rows = await world.sql<ListedRow[]>`
    select name, expires_at as "expiresAt", auto_renew as "autoRenew", locked,
      earlier_expires_at as "earlierExpiresAt", earlier_until as "earlierUntil"
    from sandbox.registrar_domains
    where account = ${account} and name > ${cursor} and shown_from <= ${now} order by name limit ${size + 1}`;
  const page = rows.slice(0, size);
  return {
    domains: page.map((row) => ({
      name: row.name,
      expiresAt: shownExpiry(row, now)?.toISOString() ?? null,
      autoRenew: row.autoRenew,
      locked: row.locked,
    })),
    next: rows.length > size ? (page.at(-1)?.name ?? null) : null,
  };
}

/** After a renewal, some registrars show the old date for a while; some show what cannot be. */
function shownExpiry(row: Omit<ListedRow, "autoRenew" | "locked">, now: Date): Date | null {
  const known =
    row.earlierExpiresAt && row.earlierUntil && row.earlierUntil > now ? row.earlierExpiresAt : row.expiresAt;
  // Lists hold thousands of names: few are worth a closer look.
  if (!/expiry-|registry-renewed/.test(row.name)) return known;
  const faults = faultsInName(row.name);
  if (faults.has("expiry-1969")) return new Date("1969-12-31T23:59:59Z");
  if (faults.has("expiry-9999")) return new Date("9999-12-31T23:59:59Z");
  if (faults.has("expiry-empty")) return null;
  const inGrace = known <= now && later(known, graceDays * DAY) > now;
  return faults.has("registry-renewed") && inGrace ? addYears(known, 1) : known;
}

export function domainToWire(row: DomainRow, now: Date) {
  return {
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: shownExpiry(row, now)?.toISOString() ?? null,
    statuses: statusesOf(row, now),
    nameServers: row.interrupted ? noticeServers : row.nameServers,
    autoRenew: row.autoRenew,
    locked: row.locked,
    privacy: row.privacy,
    registrantEmail: row.contact.email,
    registrantVerified: row.verified,
  };
}

const redemptionDays = 30;

type StatusFacts = Pick<DomainRow, "expiresAt" | "locked"> & Partial<Pick<DomainRow, "onHold" | "leavingAt">>;

/** EPP statuses by the dates of a gTLD: 45 days of grace after the end, 30 of redemption, 5 until the name is free. */
export function statusesOf(row: StatusFacts, now: Date): string[] {
  const days = (now.getTime() - row.expiresAt.getTime()) / DAY;
  if (days > graceDays + redemptionDays) return ["pendingDelete"];
  if (days > graceDays) return ["redemptionPeriod"];
  const statuses = [
    ...(days > 0 ? ["autoRenewPeriod"] : []),
    ...(row.locked ? ["clientTransferProhibited"] : []),
    ...(row.leavingAt ? ["pendingTransfer"] : []),
    ...(row.onHold ? ["clientHold"] : []),
  ];
  return statuses.length > 0 ? statuses : ["ok"];
}
