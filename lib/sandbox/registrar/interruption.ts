import { DAY, later } from "@/lib/kernel/clock";
import { graceDays } from "./terms";
import type { RegistrarWorld } from "./world";

/** ICANN's ERRP: the last eight days, at least, in which an expired name can still be renewed pass without its DNS. */
const interruptedDays = 8;

export const interruptedFrom = (now: Date) => later(now, -(graceDays - interruptedDays) * DAY);

/** Takes over the DNS of names that stay expired. Their own servers come back with a renewal or a restore. */
export async function interruptExpired(world: RegistrarWorld, now: Date): Promise<string[]> {
  const rows = await world.sql`
    update sandbox.registrar_domains set interrupted = true
    where not interrupted and expires_at <= ${interruptedFrom(now)} returning name`;
  return rows.map((row) => row.name as string);
}
