import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { moveOperation, newestOperation } from "@/lib/operations/intent";
import { tell } from "@/lib/operations/tell";
import type { Payment } from "./rows";

/** A hold that we let go is gone: payment, operation and timeline say so as one. False when it is gone without us. */
export async function recordRelease(tx: Tx, ctx: Ctx, payment: Payment, intentId: string): Promise<boolean> {
  const now = ctx.clock.now();
  const operation = await newestOperation(tx, payment.id, "release");
  if (!operation || operation.state === "refused") return false;
  const moved = await tx
    .update(payments)
    .set({ state: "released", endedAt: now, updatedAt: now })
    .where(and(eq(payments.id, payment.id), eq(payments.state, "held")))
    .returning({ id: payments.id });
  await moveOperation(tx, operation.id, ["sent", "unknown"], {
    state: "confirmed",
    providerRef: intentId,
    settledAt: now,
  });
  if (moved.length > 0)
    await tell(tx, ctx, {
      side: "money",
      fact: "payment_released",
      merchantId: payment.merchantId,
      orderId: payment.orderId,
      data: { amountMinor: payment.amountMinor, currency: payment.currency, intent: intentId },
      onceKey: `${payment.id}:released`,
    });
  return true;
}
