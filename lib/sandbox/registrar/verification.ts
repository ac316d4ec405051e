import { DAY, later } from "@/lib/kernel/clock";
import { heldDomain } from "./domains";
import { refuse } from "./refuse";
import type { RegistrarWorld } from "./world";

/** How long a registrant has to confirm their address before the name is put on hold. */
const verifyDays = 15;

/** Until when the registrant of a name must have confirmed their address. Most do so at once; null. */
export function verifyBy(at: Date, faults: ReadonlySet<string>): Date | null {
  return faults.has("unverified") ? later(at, verifyDays * DAY) : null;
}

/** Mails the registrant again; whoever did not answer the first time, answers now. */
export async function mailRegistrant(world: RegistrarWorld, account: string, name: string): Promise<void> {
  const domain = await heldDomain(world.sql, account, name);
  if (domain.verified) throw refuse("policy", "The registrant's address is confirmed already. Nothing was sent.");
  await confirmRegistrant(world, name);
}

/** The registrant answers: what was on hold is in the DNS again. */
export async function confirmRegistrant(world: RegistrarWorld, name: string): Promise<void> {
  await world.sql`
    update sandbox.registrar_domains set verified = true, verify_by = null, on_hold = false where name = ${name}`;
  await world.delegationChanged(name);
}

/** Takes names out of the DNS whose registrant did not answer in time. */
export async function holdUnverified(world: RegistrarWorld, now: Date): Promise<string[]> {
  const held = await world.sql`
    update sandbox.registrar_domains set on_hold = true
    where not verified and verify_by <= ${now} and not on_hold returning name`;
  return held.map((row) => row.name as string);
}
