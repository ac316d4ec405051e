import { eq } from "drizzle-orm";
import { domains, orders } from "@/db/schema";
import type { Tx } from "@/db/transaction";

/**
 * Whether a renewal that the platform began by itself is still what the merchant wants (N-9): asked with the name's row
 * locked, right before the registrar is. What a person ordered or paid in person is always wanted.
 */
export async function stillWanted(
  tx: Tx,
  item: { kind: string; domainId: string | null; orderId: string },
): Promise<boolean> {
  if (item.kind !== "renew" || !item.domainId) return true;
  const [order] = await tx.select({ by: orders.placedByUserId }).from(orders).where(eq(orders.id, item.orderId));
  if (order?.by) return true;
  const [domain] = await tx
    .select({ autoRenew: domains.autoRenew })
    .from(domains)
    .where(eq(domains.id, item.domainId))
    .for("update");
  return domain?.autoRenew ?? false;
}
