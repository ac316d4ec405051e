import { ApiFailure } from "../http/api-failure";
import { addYears } from "./add-years";
import { heldDomain, statusesOf } from "./domains";
import { insertOperation, type OperationRow, operationDelayMs } from "./operations";
import { priceOfTld } from "./price-list";
import { refuse } from "./refuse";
import { faultsOf, refuseByRequestFault, refuseUncovered, settledAtOnce } from "./register";
import { longestYears } from "./terms";
import type { Query, RegistrarWorld } from "./world";

/** Renews only from the expiry that the caller believes in, so that a repeat buys no second year. */
export async function renew(
  world: RegistrarWorld,
  account: string,
  name: string,
  wanted: { currentExpiry: string; years: number },
): Promise<OperationRow> {
  const faults = faultsOf(world, "renew", name);
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const domain = await heldDomain(tx, account, name);
    const { years } = wanted;
    const tld = priceOfTld(name);
    if (!tld || years < 1 || years > tld.maxYears)
      throw refuse("policy", `.${tld?.tld} does not renew for ${years} years.`);
    await refuseRunning(tx, name, "renew", "A renewal");
    if (domain.expiresAt.getTime() !== new Date(wanted.currentExpiry).getTime())
      throw refuse("expiry_mismatch", `${name} does not expire on ${wanted.currentExpiry}.`);
    const [status] = statusesOf(domain, world.clock.now());
    if (status === "redemptionPeriod" || faults.has("in-redemption"))
      throw refuse("in_redemption", `${name} is past its renewal: it can only be restored.`);
    if (status === "pendingDelete") throw refuse("policy", `${name} is about to be deleted. Nothing brings it back.`);
    if (addYears(domain.expiresAt, years) > addYears(world.clock.now(), longestYears))
      throw refuse("policy", `${name} cannot be held for more than ${longestYears} years ahead.`);
    refuseByRequestFault(name, faults);
    const costMinor = Math.round(tld.renewMinor * years * (faults.has("price-rise") ? 1.5 : 1));
    await refuseUncovered(tx, account, costMinor);
    const request = { years, faults: [...faults], ...laterRefusal(name, "renewal", faults) };
    const delayMs = operationDelayMs(world, name, "renew", faults);
    const id = await insertOperation(world, tx, { account, name, verb: "renew", request, costMinor, delayMs });
    return settledAtOnce(world, tx, id);
  });
}

export async function refuseRunning(tx: Query, name: string, verb: "renew" | "restore", what: string): Promise<void> {
  const [running] = await tx`
    select 1 from sandbox.registrar_operations where name = ${name} and verb = ${verb} and state = 'pending'`;
  if (running) throw new ApiFailure(409, "operation_in_progress", `${what} of ${name} is under way.`);
}

/** What makes the end of an operation on a held name a refusal. */
export function laterRefusal(name: string, what: string, faults: ReadonlySet<string>) {
  return faults.has("refused-later")
    ? { refusal: { reason: "policy", message: `The registry refused the ${what} of ${name}.` } }
    : {};
}
