import { and, eq, inArray, sql } from "drizzle-orm";
import { cases, domains, invoices, orderItems, orders } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { post } from "@/lib/billing/post";
import { settleInvoice } from "@/lib/billing/settle-invoice";
import type { Ctx } from "@/lib/kernel/context";
import { withoutAttention } from "@/lib/operations/without-attention";
import { giveUnowedBack } from "./give-unowed-back";
import { lockOrder, type Order, type Payment } from "./rows";
import { unbookedTax } from "./unbooked-tax";

/**
 * Money of an order has come in, by card or out of account credit: a sale, or what was owed for one that was delivered
 * before. What an order that has ended does not owe is booked as one too, and goes back by a refund. `externalKey` names the
 * movement, which is booked once.
 */
export async function bookTaken(
  tx: Tx,
  ctx: Ctx,
  payment: Payment,
  takenMinor: number,
  externalKey: string,
): Promise<void> {
  const order = await lockOrder(tx, payment.orderId);
  const from = payment.kind === "credit" ? "merchant_credit" : "stripe";
  const of = { externalKey, orderId: order.id, merchantId: order.merchantId, currency: payment.currency };
  if (order.endedAt !== null && order.owedMinor > 0) {
    const collectedMinor = Math.min(takenMinor, order.owedMinor);
    await post(tx, ctx, {
      ...of,
      kind: "collected",
      lines: [
        { account: from, amountMinor: takenMinor },
        { account: "receivable", amountMinor: -collectedMinor },
        { account: "sales", amountMinor: collectedMinor - takenMinor },
      ],
    });
    await lessenOwed(tx, ctx, order, collectedMinor);
    await giveSurplus(tx, ctx, order, takenMinor - collectedMinor);
    return;
  }
  const taxMinor = Math.min(takenMinor, await unbookedTax(tx, order));
  await post(tx, ctx, {
    ...of,
    kind: payment.kind === "credit" ? "credit_used" : "capture",
    lines: [
      { account: from, amountMinor: takenMinor },
      { account: "sales", amountMinor: -(takenMinor - taxMinor) },
      { account: "tax", amountMinor: -taxMinor },
    ],
  });
  if (order.endedAt !== null) await giveSurplus(tx, ctx, order, takenMinor);
}

/** Taken for an order that had ended and owes nothing: paid twice, it is account credit (N-3); else it goes back as it came. */
async function giveSurplus(tx: Tx, ctx: Ctx, order: Order, amountMinor: number): Promise<void> {
  const isSecond = order.state === "completed";
  await giveUnowedBack(tx, ctx, order, {
    amountMinor,
    kind: "undelivered",
    to: isSecond ? "credit" : "card",
    reason: isSecond ? "It had been paid already." : "Nothing was delivered for it.",
  });
}

/** What was owed has been paid: the invoice, the names and the case that waited for it say so (P-21, P-27). */
async function lessenOwed(tx: Tx, ctx: Ctx, order: Order, collectedMinor: number): Promise<void> {
  const now = ctx.clock.now();
  const owedMinor = order.owedMinor - collectedMinor;
  await tx.update(orders).set({ owedMinor, updatedAt: now }).where(eq(orders.id, order.id));
  if (owedMinor > 0) return;
  await settleInvoice(tx, ctx, { ...order, owedMinor });
  await tx
    .update(invoices)
    .set({ state: "paid", paidAt: now, endedAt: now, nextDunningAt: null })
    .where(and(eq(invoices.orderId, order.id), eq(invoices.state, "open")));
  await tx
    .update(domains)
    .set({
      attention: withoutAttention(domains.attention, ["pay"]),
      updatedAt: now,
    })
    .where(
      sql`${domains.orderItemId} in (select id from ${orderItems} where ${orderItems.orderId} = ${order.id})
        or ${domains.id} in (select domain_id from ${orderItems} where ${orderItems.orderId} = ${order.id})`,
    );
  await tx
    .update(cases)
    .set({ state: "closed", resolution: "It was paid.", closedAt: now })
    .where(
      and(
        inArray(cases.kind, ["registered_unpaid", "renewed_unpaid"]),
        eq(cases.orderId, order.id),
        eq(cases.state, "open"),
      ),
    );
}
