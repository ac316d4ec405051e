import { DAY } from "@/lib/kernel/clock";
import { ApiFailure } from "../http/api-failure";
import { heldDomain, statusesOf } from "./domains";
import { faultsInName } from "./induced-faults";
import { insertOperation, type NewOperation, type OperationRow, type OperationVerb, seededDelayMs } from "./operations";
import { priceOfTld } from "./price-list";
import { contactOf, refuse, refuseUncovered, settledAtOnce } from "./register";
import { contactFlaw, type Transfer, type WireContact } from "./wire";
import type { RegistrarWorld } from "./world";
import { worldName } from "./world-names";

type Change = { account: string; name: string; verb: OperationVerb; request: Record<string, unknown> };

/** Writes an operation on a domain of the account, and ends it at once where the registrar is synchronous. */
export async function changeDomain(world: RegistrarWorld, change: Change): Promise<OperationRow> {
  return world.sql.begin(async (tx) => {
    await heldDomain(tx, change.account, change.name);
    const delayMs = seededDelayMs(world, change.name, change.verb);
    return settledAtOnce(world, tx, await insertOperation(world, tx, { ...change, delayMs }));
  });
}

export async function changeContacts(world: RegistrarWorld, account: string, name: string, contact: WireContact) {
  const flaw = contactFlaw(contact);
  if (flaw) throw refuse("contact", flaw.message, flaw.field);
  return changeDomain(world, { account, name, verb: "contacts", request: { contact } });
}

/** Answers at once, also at an asynchronous registrar. */
export async function switchAutoRenew(
  world: RegistrarWorld,
  account: string,
  name: string,
  on: boolean,
): Promise<void> {
  await heldDomain(world.sql, account, name);
  if (faultsInName(name).has("auto-renew-stuck")) return;
  await world.sql`update sandbox.registrar_domains set auto_renew = ${on} where name = ${name}`;
}

/** Renews only from the expiry that the caller believes in, so that a repeat buys no second year. */
export async function renew(
  world: RegistrarWorld,
  account: string,
  name: string,
  wanted: { currentExpiry: string; years: number },
): Promise<OperationRow> {
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const domain = await heldDomain(tx, account, name);
    const { years } = wanted;
    const tld = priceOfTld(name);
    if (!tld || years < 1 || years > tld.maxYears)
      throw refuse("policy", `.${tld?.tld} does not renew for ${years} years.`);
    if (domain.expiresAt.getTime() !== new Date(wanted.currentExpiry).getTime())
      throw refuse("expiry_mismatch", `${name} does not expire on ${wanted.currentExpiry}.`);
    const [status] = statusesOf(domain, world.clock.now());
    if (status === "redemptionPeriod" || status === "pendingDelete")
      throw refuse("policy", `${name} is past its renewal: it can only be restored.`);
    const [running] = await tx`
      select 1 from sandbox.registrar_operations where name = ${name} and verb = 'renew' and state = 'pending'`;
    if (running) throw new ApiFailure(409, "operation_in_progress", `A renewal of ${name} is under way.`);
    const costMinor = tld.renewMinor * years;
    await refuseUncovered(tx, account, costMinor);
    const delayMs = seededDelayMs(world, name, "renew");
    const wantedOperation: NewOperation = { account, name, verb: "renew", request: { years }, costMinor, delayMs };
    return settledAtOnce(world, tx, await insertOperation(world, tx, wantedOperation));
  });
}

export type TransferVerdict = {
  verdict: "transferable" | "not_transferable" | "already_here" | "unknown";
  reason?: string;
};

export async function transferability(world: RegistrarWorld, account: string, name: string): Promise<TransferVerdict> {
  const [held] = await world.sql`select account from sandbox.registrar_domains where name = ${name}`;
  if (held?.account === account) return { verdict: "already_here", reason: `${name} is in this account.` };
  const tld = priceOfTld(name);
  if (!tld || tld.transferMinor === null)
    return { verdict: "not_transferable", reason: "Names under this ending are not transferred to this registrar." };
  if (!held && !isElsewhere(name)) return { verdict: "not_transferable", reason: `${name} is not registered.` };
  const faults = faultsInName(name);
  if (faults.has("unknown")) return { verdict: "unknown", reason: "The registry did not answer." };
  if (faults.has("locked")) return { verdict: "not_transferable", reason: `${name} is locked at its registrar.` };
  return { verdict: "transferable" };
}

/** The world's own names, and any name that spells `elsewhere`: so that a transfer can be tried with names of one's own. */
function isElsewhere(name: string): boolean {
  return worldName(name) !== null || name.split(".")[0]?.split("-").includes("elsewhere") === true;
}

/** The code that names of the world accept; a document, not a secret. */
export function worldAuthCode(name: string): string {
  return `code-${name}`;
}

const transferDays = 5;

export async function transferIn(world: RegistrarWorld, account: string, wanted: Transfer): Promise<OperationRow> {
  const { name } = wanted;
  const verdict = await transferability(world, account, name);
  if (verdict.verdict !== "transferable")
    throw refuse("unavailable", verdict.reason ?? `${name} cannot be transferred.`);
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const contact = await contactOf(tx, account, wanted);
    const [running] = await tx`
      select 1 from sandbox.registrar_operations where name = ${name} and state = 'pending' and verb in ('register', 'transfer')`;
    if (running) throw new ApiFailure(409, "operation_in_progress", `A transfer of ${name} is under way.`);
    const costMinor = priceOfTld(name)?.transferMinor ?? 0;
    if (wanted.costLimit && costMinor > wanted.costLimit.amountMinor)
      throw refuse("price", `The transfer of ${name} costs more than the limit.`);
    await refuseUncovered(tx, account, costMinor);
    const refusal = await transferRefusal(tx, wanted);
    const [held] = await tx`select expires_at from sandbox.registrar_domains where name = ${name}`;
    const expiresAt = (held?.expires_at as Date | undefined) ?? new Date(world.clock.now().getTime() + 200 * DAY);
    const request = {
      years: 1,
      contact,
      privacy: wanted.privacy,
      autoRenew: wanted.autoRenew,
      account,
      expiresAt: expiresAt.toISOString(),
      ...(refusal ? { refusal } : {}),
    };
    const delayMs = (refusal ? 1 : transferDays) * DAY;
    return settledAtOnce(
      world,
      tx,
      await insertOperation(world, tx, { account, name, verb: "transfer", request, costMinor, delayMs }),
    );
  });
}

async function transferRefusal(tx: Parameters<typeof heldDomain>[0], { name, authCode }: Transfer) {
  if (faultsInName(name).has("transfer-refused"))
    return { reason: "policy", message: "The losing registrar refused the transfer." };
  const [held] = await tx`select auth_code from sandbox.registrar_domains where name = ${name}`;
  const expected = (held?.auth_code as string | undefined) ?? worldAuthCode(name);
  return authCode === expected ? null : { reason: "policy", message: "The auth code is wrong.", field: "authCode" };
}
