import { DAY, later } from "@/lib/kernel/clock";
import { statusesOf } from "./domains";
import { faultsInName } from "./induced-faults";
import { priceOfTld } from "./price-list";
import type { RegistrarWorld } from "./world";
import { premiumPrice, worldName } from "./world-names";

export type TransferBlocker = {
  kind: "locked" | "too_young" | "in_redemption" | "under_way" | "other";
  until: string | null;
  message: string;
};

export type TransferVerdict = {
  verdict: "transferable" | "not_transferable" | "already_here" | "premium" | "unknown";
  reason?: string;
  blockers: TransferBlocker[];
  authCodeRequired: boolean;
};

/** A name moves 60 days after it was registered or moved, at the earliest. */
export const restDays = 60;

/** What stands in the way of bringing a name here. Whether a code is right shows only a day after it was given. */
export async function transferability(world: RegistrarWorld, account: string, name: string): Promise<TransferVerdict> {
  const [held] = await world.sql<{ account: string; createdAt: Date; expiresAt: Date; locked: boolean }[]>`
    select account, created_at as "createdAt", expires_at as "expiresAt", locked
    from sandbox.registrar_domains where name = ${name}`;
  const tld = priceOfTld(name);
  const no = (verdict: TransferVerdict["verdict"], reason: string): TransferVerdict => ({
    verdict,
    reason,
    blockers: [],
    authCodeRequired: needsCode(name),
  });
  if (held?.account === account) return no("already_here", `${name} is in this account.`);
  if (!tld || tld.transferMinor === null)
    return no("not_transferable", "Names under this ending are not transferred to this registrar.");
  if (!held && !isElsewhere(name)) return no("not_transferable", `${name} is not registered.`);
  const faults = faultsInName(name, "transfer");
  if (premiumPrice(name)) return no("premium", "Premium names are not transferred to this registrar.");
  if (faults.has("unknown")) return no("unknown", "The registry did not answer.");

  const now = world.clock.now();
  const statuses = held ? statusesOf(held, now) : [];
  const blockers: TransferBlocker[] = [];
  const block = (kind: TransferBlocker["kind"], message: string, until: Date | null = null) =>
    blockers.push({ kind, until: until?.toISOString() ?? null, message });
  if (faults.has("locked") || held?.locked) block("locked", `${name} is locked at its registrar.`);
  const youngUntil = faults.has("young")
    ? await firstAsked(world, name)
    : held && later(held.createdAt, restDays * DAY);
  if (youngUntil && youngUntil > now)
    block("too_young", `${name} was registered or moved less than ${restDays} days ago.`, youngUntil);
  if (faults.has("in-redemption") || statuses.includes("redemptionPeriod") || statuses.includes("pendingDelete"))
    block("in_redemption", `${name} has expired and must first be restored at its registrar.`);
  const [running] = await world.sql`
    select account from sandbox.registrar_operations where name = ${name} and state = 'pending' and verb = 'transfer'`;
  if (running && running.account !== account) block("under_way", `${name} is on its way to another registrar.`);
  const [first] = blockers;
  const rest = { blockers, authCodeRequired: needsCode(name) };
  return first ? { verdict: "not_transferable", reason: first.message, ...rest } : { verdict: "transferable", ...rest };
}

/** British names move by the tag of the new registrar. */
function needsCode(name: string): boolean {
  return !name.endsWith(".uk");
}

/** Twenty days after the first question about a name that spells `young`. */
async function firstAsked(world: RegistrarWorld, name: string): Promise<Date> {
  const until = later(world.clock.now(), 20 * DAY).toISOString();
  const [row] = await world.sql`
    insert into sandbox.induced (name, fault, times, value) values (${name}, 'young', 1, ${until})
    on conflict (name, fault) do update set times = sandbox.induced.times + 1 returning value`;
  return new Date(String(row?.value));
}

/** The world's own names, and any name that spells `elsewhere`: so that a transfer can be tried with names of one's own. */
function isElsewhere(name: string): boolean {
  return worldName(name) !== null || name.split(".")[0]?.split("-").includes("elsewhere") === true;
}
