import { and, eq, inArray } from "drizzle-orm";
import { payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { moveOperation, newestOperation } from "@/lib/operations/intent";
import { tell } from "@/lib/operations/tell";
import type { Hold } from "@/lib/providers/payments/contract";
import { bookTaken } from "./book-taken";
import type { Payment } from "./rows";

/** Money was taken: payment, operation, books and timeline say so as one. Safe to repeat; the amount is Stripe's. */
export async function recordCapture(tx: Tx, ctx: Ctx, payment: Payment, hold: Hold): Promise<void> {
  const now = ctx.clock.now();
  const capturedMinor = hold.capturedMinor;
  const moved = await tx
    .update(payments)
    .set({ state: "captured", capturedMinor, intentId: hold.intentId, endedAt: now, updatedAt: now })
    .where(and(eq(payments.id, payment.id), inArray(payments.state, ["open", "held"])))
    .returning({ id: payments.id });
  const operation = await newestOperation(tx, payment.id, "capture");
  if (moved.length === 0) {
    // Recorded before: a try that was begun beside it had nothing left to do.
    const refusal = { reason: "already_done", message: "The money had been taken." };
    if (operation)
      await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now });
    return;
  }
  if (operation)
    await moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "confirmed",
      providerRef: hold.intentId,
      settledAt: now,
    });

  await bookTaken(tx, ctx, payment, capturedMinor, `stripe:capture:${hold.intentId}`);
  const of = { side: "money", merchantId: payment.merchantId, orderId: payment.orderId } as const;
  const data = { currency: payment.currency, intent: hold.intentId };
  await tell(tx, ctx, {
    ...of,
    fact: "payment_captured",
    data: { ...data, amountMinor: capturedMinor },
    onceKey: `${payment.id}:captured`,
  });
  const restMinor = payment.amountMinor - capturedMinor;
  if (restMinor > 0)
    await tell(tx, ctx, {
      ...of,
      fact: "payment_released",
      data: { ...data, amountMinor: restMinor },
      onceKey: `${payment.id}:released`,
    });
}
