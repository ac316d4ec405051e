import { ApiFailure } from "../http/api-failure";
import { type FaultVerb, faultsInName, type InducedFault, isInducedFault, isTransportFault } from "./induced-faults";
import { insertOperation, type OperationRow, operationColumns, operationDelayMs, readOperation } from "./operations";
import { currency, priceOfTld, type TldPrice } from "./price-list";
import { quoteName } from "./quote-name";
import { refuse } from "./refuse";
import { endOperation } from "./settle";
import { contactFlaw, type Registration, type Transfer, type WireContact } from "./wire";
import { elsewhere, type Query, type RegistrarWorld } from "./world";
import { worldName } from "./world-names";

/** Takes a registration on, or refuses it. Two of one name cannot pass each other. */
export async function register(world: RegistrarWorld, account: string, wanted: Registration): Promise<OperationRow> {
  const { name, years } = wanted;
  const faults = faultsOf(world, "register", name);
  if (faults.has("contact-refused")) await rememberFirstPhone(world, account, wanted);
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const earlier = await sameRequest(world, tx, account, name);
    if (earlier) return earlier;
    const tld = termsOf(name, years);
    const contact = await contactOf(tx, account, wanted);
    await refuseByFault(tx, name, faults, contact);
    await refuseTaken(tx, account, name);
    const costMinor = await costOf(tx, account, wanted, faults, tld);
    const request = {
      years,
      contact,
      privacy: wanted.privacy,
      autoRenew: wanted.autoRenew,
      account: faults.has("other-owner") ? elsewhere : account,
      faults: [...faults],
      ...(faults.has("refused-later")
        ? { refusal: { reason: "unavailable", message: `The registry gave ${name} to somebody else.` } }
        : {}),
    };
    const delayMs = operationDelayMs(world, name, "register", faults);
    const id = await insertOperation(world, tx, { account, name, verb: "register", request, costMinor, delayMs });
    return settledAtOnce(world, tx, id);
  });
}

/** What the name spells and what was ordered for the next call, without the faults of the way here. */
export function faultsOf(world: RegistrarWorld, verb: FaultVerb, name: string): Set<InducedFault> {
  const faults = faultsInName(name, verb);
  const planned = world.faults.take(verb, name, (mode) => isInducedFault(mode) && !isTransportFault(mode));
  if (planned !== null && isInducedFault(planned)) faults.add(planned);
  return faults;
}

export async function settledAtOnce(world: RegistrarWorld, tx: Query, id: string): Promise<OperationRow> {
  const operation = await readOperation(tx, id);
  if (operation?.dueAt && operation.dueAt <= world.clock.now()) await endOperation(world, tx, operation);
  const now = await readOperation(tx, id);
  if (!now) throw new Error(`Operation ${id} vanished.`);
  return now;
}

async function sameRequest(world: RegistrarWorld, tx: Query, account: string, name: string) {
  if (!world.profile().idempotent) return null;
  const [earlier] = await tx<OperationRow[]>`
    select ${tx.unsafe(operationColumns)} from sandbox.registrar_operations
    where account = ${account} and name = ${name} and verb = 'register' and state <> 'refused' order by seq desc limit 1`;
  return earlier ?? null;
}

export function termsOf(name: string, years: number): TldPrice {
  const tld = priceOfTld(name);
  if (!tld) throw refuse("unsupported", `This registrar does not sell names like ${name}.`);
  if (years < tld.minYears || years > tld.maxYears)
    throw refuse("policy", `.${tld.tld} is registered for ${tld.minYears} to ${tld.maxYears} years, not ${years}.`);
  return tld;
}

export async function contactOf(tx: Query, account: string, wanted: Registration | Transfer): Promise<WireContact> {
  let { contact } = wanted;
  if (wanted.contactHandle !== undefined) {
    const [row] = await tx`
      select contact from sandbox.registrar_contacts where handle = ${wanted.contactHandle} and account = ${account}`;
    if (!row) throw refuse("contact", `There is no contact ${wanted.contactHandle}.`, "contactHandle");
    contact = row.contact as WireContact;
  }
  if (!contact) throw refuse("contact", "A contact or a contact handle is needed.", "contactHandle");
  const flaw = contactFlaw(contact);
  if (flaw) throw refuse("contact", flaw.message, flaw.field);
  return contact;
}

async function refuseByFault(tx: Query, name: string, faults: Set<InducedFault>, contact: WireContact): Promise<void> {
  if (faults.has("taken-at-register"))
    throw refuse("unavailable", `${name} has just been registered by somebody else.`);
  refuseByRequestFault(name, faults);
  if (faults.has("reserved")) throw refuse("unavailable", `${name} is reserved by the registry.`);
  if (faults.has("contact-refused")) await refuseFirstPhone(tx, name, contact);
}

/** Refusals that any of the four writes may meet. */
export function refuseByRequestFault(name: string, faults: ReadonlySet<InducedFault>): void {
  if (faults.has("policy")) throw refuse("policy", `The registry does not give out ${name}: the name is in dispute.`);
  if (faults.has("low-balance")) throw refuse("insufficient_funds", "The account's balance does not cover this.");
}

/** The number that came with the first attempt is the bad one. Kept apart from the attempt, which the refusal undoes. */
export async function rememberFirstPhone(
  world: RegistrarWorld,
  account: string,
  wanted: Registration | Transfer,
): Promise<void> {
  const { phone } = await contactOf(world.sql, account, wanted);
  await world.sql`
    insert into sandbox.induced (name, fault, times, value) values (${wanted.name}, 'contact-refused', 1, ${phone})
    on conflict (name, fault) do nothing`;
}

export async function refuseFirstPhone(tx: Query, name: string, { phone }: WireContact): Promise<void> {
  const [seen] = await tx`select value from sandbox.induced where name = ${name} and fault = 'contact-refused'`;
  if (seen?.value === phone) throw refuse("contact", "The registry does not accept the phone number.", "phone");
}

async function refuseTaken(tx: Query, account: string, name: string): Promise<void> {
  const [held] = await tx`select account from sandbox.registrar_domains where name = ${name}`;
  if (held || worldName(name)) throw refuse("unavailable", `${name} is registered already.`);
  const [running] = await tx`
    select id, account from sandbox.registrar_operations
    where name = ${name} and state = 'pending' and verb in ('register', 'transfer')`;
  if (!running) return;
  if (running.account !== account) throw refuse("unavailable", `${name} is being registered by somebody else.`);
  throw new ApiFailure(409, "operation_in_progress", `A registration of ${name} is under way.`);
}

async function costOf(tx: Query, account: string, wanted: Registration, faults: Set<InducedFault>, tld: TldPrice) {
  const quote = quoteName(wanted.name, wanted.years, tld, faults);
  if (quote.premium && !wanted.premium) throw refuse("premium", `${wanted.name} is a premium name and costs more.`);
  const limit = wanted.costLimit;
  if (limit && (limit.currency !== currency || quote.registerMinor > limit.amountMinor))
    throw refuse("price", `${wanted.name} costs ${quote.registerMinor / 100} ${currency}, more than the limit.`);
  await refuseUncovered(tx, account, quote.registerMinor);
  return quote.registerMinor;
}

/** A balance covers what is pending already and this. Accounts without one pay by invoice. */
export async function refuseUncovered(tx: Query, account: string, costMinor: number): Promise<void> {
  const [row] = await tx`
    select balance_minor - coalesce((select sum(cost_minor) from sandbox.registrar_operations
      where account = ${account} and state = 'pending'), 0) as free from sandbox.accounts where id = ${account}`;
  if (row?.free !== null && row?.free !== undefined && Number(row.free) < costMinor)
    throw refuse("insufficient_funds", "The account's balance does not cover this.");
}
