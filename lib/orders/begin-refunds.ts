import { and, eq, ne, sql } from "drizzle-orm";
import { refunds } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { type Order, paymentsOf } from "./rows";

export type RefundWish = {
  amountMinor: number;
  kind: "undelivered" | "goodwill";
  to: "card" | "credit";
  reason: string;
  creditNoteId?: string;
};

/**
 * Writes down what goes back of an order's captured money, newest payment first, and sends it on its way; the order is
 * locked. Returns what could not be placed: never more goes back than was taken (I-13).
 */
export async function beginRefunds(tx: Tx, ctx: Ctx, order: Order, wish: RefundWish): Promise<number> {
  const now = ctx.clock.now();
  let leftMinor = wish.amountMinor;
  for (const payment of await paymentsOf(tx, order.id)) {
    if (payment.state !== "captured" || leftMinor === 0) continue;
    const [before] = await tx
      .select({ minor: sql<number>`coalesce(sum(${refunds.amountMinor}), 0)::int` })
      .from(refunds)
      .where(and(eq(refunds.paymentId, payment.id), ne(refunds.state, "failed")));
    const amountMinor = Math.min(leftMinor, payment.capturedMinor - (before?.minor ?? 0));
    if (amountMinor <= 0) continue;
    const id = newId("refund");
    await tx.insert(refunds).values({
      id,
      paymentId: payment.id,
      orderId: order.id,
      merchantId: order.merchantId,
      creditNoteId: wish.creditNoteId ?? null,
      kind: wish.kind,
      // What came out of account credit goes back there.
      to: payment.kind === "credit" ? "credit" : wish.to,
      amountMinor,
      currency: payment.currency,
      reason: wish.reason,
      createdAt: now,
    });
    await tell(tx, ctx, {
      side: "money",
      fact: "refund_begun",
      merchantId: order.merchantId,
      orderId: order.id,
      data: { amountMinor, currency: payment.currency, reason: wish.reason },
      onceKey: `${id}:begun`,
    });
    await publish(tx, ctx, "refund/due", id, { refundId: id });
    leftMinor -= amountMinor;
  }
  return leftMinor;
}
