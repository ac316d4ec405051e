import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { tell } from "@/lib/operations/tell";
import { bookTaken } from "./book-taken";
import { lockOrder, type Payment } from "./rows";

/** Uses a part of the account credit that was set aside, or gives all of it back (`amountMinor` null). In our books alone. */
export async function settleCredit(ctx: Ctx, payment: Payment, amountMinor: number | null): Promise<void> {
  await inTransaction("settle-credit", async (tx) => {
    await lockOrder(tx, payment.orderId);
    const now = ctx.clock.now();
    const takenMinor = amountMinor ?? 0;
    const moved = await tx
      .update(payments)
      .set({
        state: amountMinor === null ? "released" : "captured",
        capturedMinor: takenMinor,
        endedAt: now,
        updatedAt: now,
      })
      .where(and(eq(payments.id, payment.id), eq(payments.state, "held")))
      .returning({ id: payments.id });
    if (moved.length === 0) return;
    if (takenMinor > 0) await bookTaken(tx, ctx, payment, takenMinor, `credit:${payment.id}`);
    await tell(tx, ctx, {
      side: "money",
      fact: amountMinor === null ? "credit_released" : "credit_used",
      merchantId: payment.merchantId,
      orderId: payment.orderId,
      data: { amountMinor: amountMinor ?? payment.amountMinor, currency: payment.currency },
      onceKey: `${payment.id}:${amountMinor === null ? "released" : "captured"}`,
    });
  });
}
