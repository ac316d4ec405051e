import { and, eq, isNull } from "drizzle-orm";
import { env } from "../../lib/kernel/env";
import { newId } from "../../lib/kernel/ids";
import { db } from "../client";
import { registrarAccounts } from "../schema";
import { inTransaction } from "../transaction";

const labels = { sandbox: "Sandbox", route53: "Amazon Route 53" } as const;

/**
 * The platform's own accounts as the environment says: one row for each registrar that has credentials, and one of them
 * active. What an admin made active stays so unless REGISTRAR says else or its registrar can no longer be reached.
 */
export async function ensurePlatformAccounts(now: Date): Promise<void> {
  const { AWS_ACCESS_KEY_ID, REGISTRAR } = env();
  const reachable = AWS_ACCESS_KEY_ID ? (["route53"] as const) : (["sandbox"] as const);
  const wanted = REGISTRAR ?? reachable[0];
  await inTransaction("ensure-platform-accounts", async (tx) => {
    const rows = await tx.select().from(registrarAccounts).where(isNull(registrarAccounts.merchantId)).for("update");
    for (const registrar of new Set([...reachable, wanted])) {
      if (rows.some((row) => row.registrar === registrar)) continue;
      const row = { id: newId("registrarAccount"), registrar, label: labels[registrar], createdAt: now };
      rows.push(...(await tx.insert(registrarAccounts).values(row).returning()));
    }
    const active = rows.find((row) => row.active);
    const stays = active && !REGISTRAR && (reachable as readonly string[]).includes(active.registrar);
    if (stays || active?.registrar === wanted) return;
    const next = rows.find((row) => row.registrar === wanted);
    if (active) await tx.update(registrarAccounts).set({ active: false }).where(eq(registrarAccounts.id, active.id));
    if (next) await tx.update(registrarAccounts).set({ active: true }).where(eq(registrarAccounts.id, next.id));
  });
}

/** The account that sells, as ensurePlatformAccounts left it. */
export async function activeAccount() {
  const [row] = await db()
    .select()
    .from(registrarAccounts)
    .where(and(eq(registrarAccounts.active, true), isNull(registrarAccounts.merchantId)));
  if (!row) throw new Error("No registrar account is active.");
  return row;
}
