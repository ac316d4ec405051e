import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, orderItems, orders } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { issueSaleInvoice } from "@/lib/billing/issue-sale-invoice";
import { post } from "@/lib/billing/post";
import { settleInvoice } from "@/lib/billing/settle-invoice";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import type { Beat } from "./advance-item";
import { decideOrder } from "./decide-order";
import { giveUnowedBack } from "./give-unowed-back";
import { settleAgainMs } from "./limits";
import { mailOutcome } from "./order-mail";
import { refreshPayment } from "./refresh-payment";
import { refundUndelivered, undeliveredRefunds } from "./refund-undelivered";
import { rehold } from "./rehold";
import { itemsOf, lockOrder, type Order, paymentsOf, visibleOrder } from "./rows";
import { settlePayment } from "./settle-payment";
import { unbookedTax } from "./unbooked-tax";

/**
 * One beat of an order's money: from what is on record, settle what can be settled, once. Safe to repeat at any time;
 * `waitMs` is when another beat may help by itself.
 */
export async function advanceOrder(ctx: Ctx, { orderId }: { orderId: string }): Promise<Beat> {
  requirePlatform(ctx);
  try {
    for (let beats = 0; beats < 8; beats += 1) {
      const order = await visibleOrder(ctx, orderId);
      const payments = await paymentsOf(db(), orderId);
      const reholds = payments.filter((payment) => payment.kind === "rehold");
      const reholdRefused = reholds[0]?.state === "failed";
      const items = await itemsOf(db(), orderId);
      const beat = decideOrder({
        now: ctx.clock.now(),
        orderState: order.state,
        captureMode: order.captureMode,
        owedMinor: order.owedMinor,
        items,
        payments,
        refundedMinor: await undeliveredRefunds(orderId),
        reholdRefused,
      });
      if (beat.do === "nothing") return { ended: true, waitMs: 0 };
      // An ended item causes the next beat, and the reconciler one in time for the end of a hold.
      if (beat.do === "await_items") return { ended: true, waitMs: 0 };
      if (beat.do === "await_payment") {
        await refreshPayment(ctx, { orderId });
        return { ended: true, waitMs: 0 };
      }
      if (beat.do === "finish") await finishOrder(ctx, orderId, beat);
      else if (beat.do === "refund") await refundUndelivered(ctx, orderId, beat.amountMinor);
      else if (beat.do === "rehold") await rehold(ctx, order, beat.amountMinor, beat.paymentMethodId);
      else {
        const payment = payments.find((entry) => entry.id === beat.paymentId)!;
        const settled = await settlePayment(ctx, payment, beat.do === "capture" ? beat.amountMinor : null);
        if (!settled) return { ended: false, waitMs: settleAgainMs };
      }
    }
    return { ended: false, waitMs: settleAgainMs };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ended: false, waitMs: settleAgainMs };
  }
}

async function finishOrder(
  ctx: Ctx,
  orderId: string,
  { delivered, owedMinor }: { delivered: boolean; owedMinor: number },
): Promise<void> {
  await inTransaction("finish-order", async (tx) => {
    const order = await lockOrder(tx, orderId);
    const now = ctx.clock.now();
    const state: Order["state"] = delivered ? "completed" : order.cancelRequestedAt ? "cancelled" : "failed";
    const moved = await tx
      .update(orders)
      .set({ state, owedMinor, endedAt: now, updatedAt: now })
      .where(and(eq(orders.id, orderId), inArray(orders.state, ["fulfilling", "review"])))
      .returning({ id: orders.id });
    if (moved.length === 0) return;
    await tell(tx, ctx, {
      side: "platform",
      fact: `order_${state}`,
      merchantId: order.merchantId,
      orderId,
      onceKey: `${orderId}:ended`,
    });
    if (owedMinor > 0) await recordOwed(tx, ctx, order, owedMinor);
    const ended: Order = { ...order, owedMinor, state, endedAt: now };
    await mailOutcome(tx, ctx, ended, await settleDocuments(tx, ctx, ended));
  });
}

/** The receipt of a cart's order, or what became of the invoice that an order was to pay; the documents that now speak of it. */
async function settleDocuments(tx: Tx, ctx: Ctx, order: Order): Promise<string[]> {
  if (!order.invoiceId) {
    const receipt = await issueSaleInvoice(tx, ctx, order);
    return receipt ? [receipt.id] : [];
  }
  const settled = await settleInvoice(tx, ctx, order);
  if (settled?.endedBefore && settled.state !== "written_off") await creditSecondPayment(tx, ctx, order);
  if (settled?.state !== "paid") return [];
  return [order.invoiceId, ...(settled.creditNoteId ? [settled.creditNoteId] : [])];
}

/** Its invoice had been paid by another way, or was void: what this order took is account credit (N-3). */
async function creditSecondPayment(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const amountMinor = (await paymentsOf(tx, order.id)).reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const reason = "The invoice had been settled already.";
  await giveUnowedBack(tx, ctx, order, { amountMinor, kind: "goodwill", to: "credit", reason });
}

/** Delivered but not collected: a receivable, a case, and the names kept locked until it is paid (P-21, P-27). */
async function recordOwed(tx: Tx, ctx: Ctx, order: Order, owedMinor: number): Promise<void> {
  const taxMinor = await unbookedTax(tx, order);
  await post(tx, ctx, {
    kind: "owed",
    externalKey: `owed:${order.id}`,
    orderId: order.id,
    merchantId: order.merchantId,
    currency: order.currency,
    lines: [
      { account: "receivable", amountMinor: owedMinor },
      { account: "sales", amountMinor: -(owedMinor - taxMinor) },
      { account: "tax", amountMinor: -taxMinor },
    ],
  });
  const delivered = tx
    .select({ id: orderItems.id })
    .from(orderItems)
    .where(and(eq(orderItems.orderId, order.id), eq(orderItems.state, "registered")));
  await tx
    .update(domains)
    .set({ attention: [{ kind: "pay" }], updatedAt: ctx.clock.now() })
    .where(inArray(domains.orderItemId, delivered));
  // Billed afterwards by policy (L-6): its invoice has its own dunning, and nobody has to look.
  if (order.captureMode === "billed_after") return;
  await openCase(tx, ctx, {
    kind: "registered_unpaid",
    subjectId: order.id,
    merchantId: order.merchantId,
    orderId: order.id,
    summary:
      "Names were delivered after the hold had ended, and the saved card was refused. Collect by another card, or keep the names.",
    facts: { owedMinor, currency: order.currency },
  });
}
