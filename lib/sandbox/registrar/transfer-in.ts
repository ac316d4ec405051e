import { DAY, later } from "@/lib/kernel/clock";
import { ApiFailure } from "../http/api-failure";
import { insertOperation, type OperationRow, operationDelayMs, type Refusal, readOperation } from "./operations";
import { currency, priceOfTld } from "./price-list";
import { refuse } from "./refuse";
import {
  contactOf,
  faultsOf,
  refuseByRequestFault,
  refuseFirstPhone,
  refuseUncovered,
  rememberFirstPhone,
  settledAtOnce,
} from "./register";
import { transferability } from "./transferability";
import type { Transfer } from "./wire";
import { elsewhere, type Query, type RegistrarWorld } from "./world";

/** The code that names of the world accept; a document, not a secret. */
export function worldAuthCode(name: string): string {
  return `code-${name}`;
}

/** A day until the owner has answered the mail, then four at the registries. */
const ownerDays = 1;
const transferDays = 5;

/** Takes a transfer in on, or refuses it. A wrong code shows after a day, as at registries. */
export async function transferIn(world: RegistrarWorld, account: string, wanted: Transfer): Promise<OperationRow> {
  const { name } = wanted;
  const faults = faultsOf(world, "transfer", name);
  const verdict = await transferability(world, account, name);
  if (verdict.verdict !== "transferable")
    throw refuse(verdict.blockers[0]?.kind ?? "unavailable", verdict.reason ?? `${name} cannot be transferred.`);
  if (faults.has("contact-refused")) await rememberFirstPhone(world, account, wanted);
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const contact = await contactOf(tx, account, wanted);
    const [running] = await tx`
      select 1 from sandbox.registrar_operations where name = ${name} and state = 'pending' and verb in ('register', 'transfer')`;
    if (running) throw new ApiFailure(409, "operation_in_progress", `A transfer of ${name} is under way.`);
    refuseByRequestFault(name, faults);
    if (faults.has("contact-refused")) await refuseFirstPhone(tx, name, contact);
    if (faults.has("premium-surprise") && !wanted.premium)
      throw refuse("premium", `${name} is a premium name and costs more.`);
    const costMinor = Math.round((priceOfTld(name)?.transferMinor ?? 0) * (faults.has("price-rise") ? 1.5 : 1));
    const limit = wanted.costLimit;
    if (limit && (limit.currency !== currency || costMinor > limit.amountMinor))
      throw refuse("price", `The transfer of ${name} costs more than the limit.`);
    await refuseUncovered(tx, account, costMinor);
    const refusal = await transferRefusal(tx, wanted, verdict.authCodeRequired, faults);
    const [held] = await tx`select expires_at from sandbox.registrar_domains where name = ${name}`;
    const now = world.clock.now();
    const delayMs = transferDelayMs(world, name, faults, refusal);
    const ownerAt =
      delayMs === null && faults.has("transfer-stuck")
        ? null
        : later(now, Math.min(ownerDays * DAY, (delayMs ?? Number.POSITIVE_INFINITY) / transferDays));
    const request = {
      years: 1,
      contact,
      privacy: wanted.privacy,
      autoRenew: wanted.autoRenew,
      account: faults.has("other-owner") ? elsewhere : account,
      expiresAt: ((held?.expires_at as Date | undefined) ?? later(now, 200 * DAY)).toISOString(),
      faults: [...faults],
      mailedAt: now.toISOString(),
      ownerAt: ownerAt?.toISOString() ?? null,
      ...(refusal ? { refusal } : {}),
    };
    const id = await insertOperation(world, tx, { account, name, verb: "transfer", request, costMinor, delayMs });
    return settledAtOnce(world, tx, id);
  });
}

function transferDelayMs(
  world: RegistrarWorld,
  name: string,
  faults: ReadonlySet<string>,
  refusal: Refusal | null,
): number | null {
  if (faults.has("transfer-stuck")) return null;
  const early = refusal && !faults.has("transfer-refused-late");
  return operationDelayMs(world, name, "transfer", faults, (early ? ownerDays : transferDays) * DAY);
}

async function transferRefusal(
  tx: Query,
  { name, authCode }: Transfer,
  codeRequired: boolean,
  faults: ReadonlySet<string>,
): Promise<Refusal | null> {
  if (faults.has("transfer-refused") || faults.has("transfer-refused-late") || faults.has("refused-later"))
    return { reason: "policy", message: "The losing registrar refused the transfer." };
  if (!codeRequired) return null;
  const wrong = { reason: "auth_code", message: "The auth code is wrong.", field: "authCode" };
  if (faults.has("transfer-wrong-code")) {
    const [seen] = await tx`
      insert into sandbox.induced (name, fault, times, value) values (${name}, 'transfer-wrong-code', 1, ${authCode ?? ""})
      on conflict (name, fault) do update set times = sandbox.induced.times + 1 returning value`;
    return seen?.value === (authCode ?? "") ? wrong : null;
  }
  const [held] = await tx`select auth_code from sandbox.registrar_domains where name = ${name}`;
  const expected = (held?.auth_code as string | undefined) ?? worldAuthCode(name);
  return authCode === expected ? null : wrong;
}

/** Ends a transfer in that is under way, as its new owner may. */
export async function cancelTransfer(world: RegistrarWorld, account: string, id: string): Promise<void> {
  const [ended] = await world.sql`
    update sandbox.registrar_operations set state = 'refused', reason = 'cancelled', due_at = null,
      message = 'The transfer was taken back.', updated_at = ${world.clock.now()}
    where id = ${id} and account = ${account} and verb = 'transfer' and state = 'pending' returning id`;
  if (!ended) await refuseEnded(world, account, id);
}

/** Mails the owner again. One who did not answer the first mail answers the second within a day. */
export async function mailOwner(world: RegistrarWorld, account: string, id: string): Promise<void> {
  const now = world.clock.now();
  const operation = await readOperation(world.sql, id);
  if (operation?.account !== account || operation.verb !== "transfer" || operation.state !== "pending")
    return refuseEnded(world, account, id);
  const { ownerAt } = operation.request;
  if (typeof ownerAt === "string" && new Date(ownerAt) <= now)
    throw refuse("policy", "The owner has agreed already. Nothing was sent.");
  const answered = typeof ownerAt === "string" ? {} : { ownerAt: later(now, ownerDays * DAY).toISOString() };
  await world.sql`
    update sandbox.registrar_operations
    set request = request || ${world.sql.json({ mailedAt: now.toISOString(), ...answered })},
      due_at = coalesce(due_at, ${later(now, transferDays * DAY)})
    where id = ${id} and state = 'pending'`;
}

async function refuseEnded(world: RegistrarWorld, account: string, id: string): Promise<void> {
  const operation = await readOperation(world.sql, id);
  if (operation?.account !== account) throw new ApiFailure(404, "no_such_operation", "There is no such operation.");
  throw refuse("policy", "This transfer has ended already.");
}
