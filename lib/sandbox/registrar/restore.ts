import { heldDomain, statusesOf } from "./domains";
import { insertOperation, type OperationRow, operationDelayMs } from "./operations";
import { currency, priceOfTld } from "./price-list";
import { refuse } from "./refuse";
import { faultsOf, refuseByRequestFault, refuseUncovered, settledAtOnce } from "./register";
import { laterRefusal, refuseRunning } from "./renew";
import type { Restoration } from "./wire";
import type { RegistrarWorld } from "./world";

/** Brings a name back from redemption, for the registry's fee. The year that it adds is in the fee. */
export async function restore(
  world: RegistrarWorld,
  account: string,
  name: string,
  { costLimit }: Restoration,
): Promise<OperationRow> {
  const faults = faultsOf(world, "restore", name);
  return world.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`sandbox:${name}`}))`;
    const domain = await heldDomain(tx, account, name);
    await refuseRunning(tx, name, "restore", "A restore");
    const statuses = statusesOf(domain, world.clock.now());
    if (!statuses.includes("redemptionPeriod")) throw refuse("policy", `${name} is not in redemption.`);
    const fee = priceOfTld(name)?.restoreMinor;
    if (!fee) throw refuse("unsupported", `Names like ${name} cannot be restored here.`);
    refuseByRequestFault(name, faults);
    const costMinor = Math.round(fee * (faults.has("price-rise") ? 1.5 : 1));
    if (costLimit && (costLimit.currency !== currency || costMinor > costLimit.amountMinor))
      throw refuse("price", `Restoring ${name} costs ${costMinor / 100} ${currency}, more than the limit.`);
    await refuseUncovered(tx, account, costMinor);
    const request = { years: 1, faults: [...faults], ...laterRefusal(name, "restore", faults) };
    const delayMs = operationDelayMs(world, name, "restore", faults);
    const id = await insertOperation(world, tx, { account, name, verb: "restore", request, costMinor, delayMs });
    return settledAtOnce(world, tx, id);
  });
}
