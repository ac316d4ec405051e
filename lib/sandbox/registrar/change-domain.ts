import { heldDomain } from "./domains";
import { faultsInName } from "./induced-faults";
import { insertOperation, type OperationRow, type OperationVerb, seededDelayMs } from "./operations";
import { refuse } from "./refuse";
import { settledAtOnce } from "./register";
import { contactFlaw, type WireContact } from "./wire";
import type { RegistrarWorld } from "./world";

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
