import { DAY, later } from "@/lib/kernel/clock";
import { heldDomain } from "./domains";
import { insertOperation } from "./operations";
import { refuse } from "./refuse";
import type { RegistrarWorld } from "./world";

/** RFC 3915: how long a registry takes a registration back. */
const addGraceDays = 5;

/** Deletes a name that was registered here within the last days, at once, and gives back what its registration cost. */
export async function deleteInGrace(world: RegistrarWorld, account: string, name: string): Promise<void> {
  const now = world.clock.now();
  await world.sql.begin(async (tx) => {
    const domain = await heldDomain(tx, account, name);
    const [cost] = await tx<{ amountMinor: number; currency: string; years: number }[]>`
      select amount_minor as "amountMinor", currency, years from sandbox.registrar_charges
      where account = ${account} and name = ${name} and verb = 'register' and charged_at >= ${domain.createdAt}`;
    if (!cost || domain.createdAt <= later(now, -addGraceDays * DAY))
      throw refuse("policy", `${name} was not registered within the last ${addGraceDays} days.`);
    const id = await insertOperation(world, tx, { account, name, verb: "delete", request: {}, delayMs: 0 });
    await tx`update sandbox.registrar_operations set state = 'done' where id = ${id}`;
    await tx`delete from sandbox.registrar_domains where name = ${name}`;
    await tx`
      insert into sandbox.registrar_charges (account, operation_id, name, verb, years, amount_minor, currency, charged_at)
      values (${account}, ${id}, ${name}, 'delete', ${cost.years}, ${-cost.amountMinor}, ${cost.currency}, ${now})`;
    await tx`update sandbox.accounts set balance_minor = balance_minor + ${cost.amountMinor} where id = ${account}`;
  });
  await world.delegationChanged(name);
}
