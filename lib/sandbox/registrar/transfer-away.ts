import { DAY, later } from "@/lib/kernel/clock";
import type { RegistrarWorld } from "./world";

/** How long a name's registrar may object to its leaving. */
const leavingDays = 5;

/** What a registrar does when another one asks for a name of its own: it looks at the lock and the code, and lets five days pass. */
export async function askAway(
  world: RegistrarWorld,
  name: string,
  authCode: string,
): Promise<{ leaving: boolean; reason?: string }> {
  const [held] = await world.sql<{ locked: boolean; authCode: string }[]>`
    select locked, auth_code as "authCode" from sandbox.registrar_domains where name = ${name}`;
  if (!held) return { leaving: false, reason: `${name} is not registered here.` };
  if (held.locked) return { leaving: false, reason: `${name} is locked.` };
  if (held.authCode !== authCode) return { leaving: false, reason: "The auth code is wrong." };
  await world.sql`
    update sandbox.registrar_domains set leaving_at = ${later(world.clock.now(), leavingDays * DAY)} where name = ${name}`;
  return { leaving: true };
}
