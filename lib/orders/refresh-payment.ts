import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartItems, carts, invoices, orders, paymentMethods, payments } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { later, MINUTE } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { moveOperation, newestOperation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import type { Checkout, Hold } from "@/lib/providers/payments/contract";
import { getSettings } from "@/lib/settings/get-settings";
import { endItem } from "./end-item";
import { callInFlightMs, checkoutMs } from "./limits";
import { recordCapture } from "./record-capture";
import { recordRelease } from "./record-release";
import { itemsOf, lockOrder, type Order, type Payment, paymentsOf, visibleOrder } from "./rows";

/**
 * Asks the payment provider how an order's payment stands and moves our record forward, never back (R7, R8). Webhooks,
 * the return from the payment page, and the reconciler all end here, so their order and number do not matter.
 */
export async function refreshPayment(ctx: Ctx, { orderId }: { orderId: string }): Promise<void> {
  const order = await visibleOrder(ctx, orderId);
  const live = (await paymentsOf(db(), order.id)).filter(
    (payment) => payment.state === "open" || payment.state === "held",
  );
  const provider = openPayments(ctx, { orderId });
  for (const payment of live) {
    if (payment.kind === "credit") continue;
    if (payment.intentId === null && payment.sessionId === null) {
      if (payment.kind === "saved_card") await askCardAgain(ctx, order, payment);
      else await cancelNeverOpened(ctx, payment);
      continue;
    }
    const checkout = payment.intentId === null ? await provider.checkout(payment.sessionId!) : null;
    const intentId = payment.intentId ?? checkout?.intentId ?? null;
    const hold = intentId ? await provider.hold(intentId) : null;
    await applyPayment(ctx, payment, checkout, hold);
  }
}

/** A saved card whose answer was lost with the process that asked: the charge is gone on with. */
async function askCardAgain(ctx: Ctx, order: Order, payment: Payment): Promise<void> {
  const now = ctx.clock.now();
  const invoiceId = order.invoiceId ?? (await invoiceIdOf(order.id));
  if (!invoiceId || now < later(payment.updatedAt, callInFlightMs)) return;
  await inTransaction("ask-card-again", async (tx) => {
    await publish(tx, ctx, "invoice/charge-due", `${payment.id}:${Math.floor(now.getTime() / MINUTE)}`, { invoiceId });
  });
}

async function invoiceIdOf(orderId: string): Promise<string | null> {
  const [invoice] = await db().select({ id: invoices.id }).from(invoices).where(eq(invoices.orderId, orderId));
  return invoice?.id ?? null;
}

/** A page that could never be opened, and by now could no longer be paid: nobody waits for it any more. */
async function cancelNeverOpened(ctx: Ctx, payment: Payment): Promise<void> {
  if (payment.kind !== "checkout" || ctx.clock.now() < later(payment.createdAt, checkoutMs)) return;
  await inTransaction("cancel-never-opened", async (tx) => {
    const order = await lockOrder(tx, payment.orderId);
    if (order.state === "awaiting_payment") await cancelUnpaid(tx, ctx, order);
  });
}

/** Writes what the provider said about one payment. Every branch only moves forward. */
export async function applyPayment(
  ctx: Ctx,
  payment: Payment,
  checkout: Checkout | null,
  hold: Hold | null,
): Promise<void> {
  const { reviewAboveMinor } = await getSettings();
  await inTransaction("apply-payment", async (tx) => {
    const order = await lockOrder(tx, payment.orderId);
    if (hold?.state === "held") return markHeld(tx, ctx, order, payment, hold, reviewAboveMinor);
    if (hold?.state === "captured") return recordCapture(tx, ctx, payment, hold);
    if (hold?.state === "cancelled" && (await recordRelease(tx, ctx, payment, hold.intentId))) return;
    if (hold?.state === "cancelled" || checkout?.state === "expired") return markLapsed(tx, ctx, order, payment);
    if (hold?.decline && hold.decline.message !== payment.declineMessage) {
      await setPayment(tx, ctx, payment.id, ["open"], {
        intentId: hold.intentId,
        declineCode: hold.decline.code,
        declineMessage: hold.decline.message,
      });
      await tellMoney(
        tx,
        ctx,
        order,
        "payment_declined",
        { code: hold.decline.code, said: hold.decline.message },
        `${payment.id}:${hold.decline.code}`,
      );
    }
  });
}

async function markHeld(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  payment: Payment,
  hold: Hold,
  reviewAboveMinor: number,
): Promise<void> {
  if (payment.state === "held") return;
  const now = ctx.clock.now();
  const matches =
    hold.capturableMinor === payment.amountMinor &&
    hold.currency === order.currency &&
    hold.paymentId === payment.id &&
    hold.captureBefore !== null;
  if (!matches) {
    await openCase(tx, ctx, {
      kind: "hold_mismatch",
      subjectId: payment.id,
      merchantId: order.merchantId,
      orderId: order.id,
      summary:
        "The hold at Stripe is not the one this order asked for. Nothing is done with it until a person has looked.",
      facts: {
        intent: hold.intentId,
        held: hold.capturableMinor,
        expected: payment.amountMinor,
        currency: hold.currency,
      },
    });
    return;
  }
  const moved = await setPayment(tx, ctx, payment.id, ["open"], {
    state: "held",
    intentId: hold.intentId,
    captureBefore: hold.captureBefore,
    heldAt: now,
    paymentMethodId: hold.card?.paymentMethodId || null,
    cardBrand: hold.card?.brand ?? null,
    cardLast4: hold.card?.last4 ?? null,
    declineCode: null,
    declineMessage: null,
  });
  if (!moved) return;
  const card = hold.card ? { brand: hold.card.brand, last4: hold.card.last4 } : {};
  const data = {
    amountMinor: payment.amountMinor,
    currency: order.currency,
    intent: hold.intentId,
    until: hold.captureBefore?.toISOString(),
    ...card,
  };
  await tellMoney(
    tx,
    ctx,
    order,
    payment.kind === "rehold" ? "payment_reheld" : "payment_held",
    data,
    `${payment.id}:held`,
  );
  if (hold.card) await rememberCard(tx, ctx, order, hold.card);
  if (order.endedAt) await publish(tx, ctx, "order/look-due", `${payment.id}:late`, { orderId: order.id });
  if (payment.kind === "rehold" || order.state !== "awaiting_payment") return;

  const review = reviewAboveMinor > 0 && order.totalMinor > reviewAboveMinor && !(await hasDelivered(tx, order));
  await tx
    .update(orders)
    .set({ state: review || order.fraudFlaggedAt ? "review" : "fulfilling", heldAt: now, updatedAt: now })
    .where(and(eq(orders.id, order.id), eq(orders.state, "awaiting_payment")));
  await emptyCart(tx, ctx, order);
  if (review) await openReviewCase(tx, ctx, order);
  else await startItems(tx, ctx, order);
  if (order.captureMode === "at_start")
    await publish(tx, ctx, "order/look-due", `${payment.id}:take`, { orderId: order.id });
}

/** Sends every item on its way; also after a review was passed. */
export async function startItems(tx: Tx, ctx: Ctx, order: Order, cause = "start"): Promise<void> {
  for (const item of await itemsOf(tx, order.id))
    await publish(tx, ctx, "order/item-due", `${item.id}:${cause}`, { itemId: item.id });
}

/** The page closed or the hold ended without us: an order that had asked for nothing ends, others are settled without it. */
async function markLapsed(tx: Tx, ctx: Ctx, order: Order, payment: Payment): Promise<void> {
  const now = ctx.clock.now();
  const moved = await setPayment(tx, ctx, payment.id, ["open", "held"], { state: "expired", endedAt: now });
  if (!moved) return;
  const capture = await newestOperation(tx, payment.id, "capture");
  const refusal = { reason: "hold_gone", message: "The hold had ended at Stripe." };
  if (capture) await moveOperation(tx, capture.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now });
  await tellMoney(
    tx,
    ctx,
    order,
    payment.state === "held" ? "hold_lapsed" : "payment_expired",
    { amountMinor: payment.amountMinor, currency: order.currency },
    `${payment.id}:lapsed`,
  );
  if (order.state === "awaiting_payment") await cancelUnpaid(tx, ctx, order);
  else await publish(tx, ctx, "order/look-due", `${payment.id}:lapsed`, { orderId: order.id });
}

/** Ends an order for which nothing was ever held: names are free again, and the cart may be ordered anew. */
export async function cancelUnpaid(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const now = ctx.clock.now();
  for (const item of await itemsOf(tx, order.id)) await endItem(tx, ctx, item, "cancelled");
  await closeUnopened(tx, ctx, order);
  await tx
    .update(orders)
    .set({ state: "cancelled", endedAt: now, updatedAt: now })
    .where(and(eq(orders.id, order.id), eq(orders.state, "awaiting_payment")));
  if (order.cartId && order.cartVersion)
    await tx
      .update(carts)
      .set({ version: sql`${carts.version} + 1` })
      .where(and(eq(carts.id, order.cartId), eq(carts.version, order.cartVersion)));
  await tell(tx, ctx, {
    side: "platform",
    fact: "order_cancelled",
    merchantId: order.merchantId,
    orderId: order.id,
    onceKey: `${order.id}:ended`,
  });
}

/** A payment page whose opening was never answered: nobody has its address, and from now on nobody gets it. */
async function closeUnopened(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const now = ctx.clock.now();
  for (const payment of await paymentsOf(tx, order.id)) {
    if (payment.kind === "credit") await setPayment(tx, ctx, payment.id, ["held"], { state: "released", endedAt: now });
    if (payment.state !== "open" || payment.sessionId !== null || payment.kind === "saved_card") continue;
    await setPayment(tx, ctx, payment.id, ["open"], { state: "expired", endedAt: now });
    const operation = await newestOperation(tx, payment.id, "open_checkout");
    const refusal = { reason: "cancelled", message: "The order ended before its payment page was opened." };
    if (operation)
      await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now });
  }
}

async function hasDelivered(tx: Tx, order: Order): Promise<boolean> {
  const [done] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, order.merchantId), eq(orders.state, "completed"), ne(orders.id, order.id)))
    .limit(1);
  return done !== undefined;
}

async function openReviewCase(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  await openCase(tx, ctx, {
    kind: "fraud_review",
    subjectId: order.id,
    merchantId: order.merchantId,
    orderId: order.id,
    summary:
      "A first order above the review line. The money is held, nothing is asked of a registrar until a person decides.",
    facts: { totalMinor: order.totalMinor, currency: order.currency },
  });
  await tell(tx, ctx, {
    side: "platform",
    fact: "order_in_review",
    merchantId: order.merchantId,
    orderId: order.id,
    onceKey: `${order.id}:review`,
  });
}

async function rememberCard(tx: Tx, ctx: Ctx, order: Order, card: NonNullable<Hold["card"]>): Promise<void> {
  if (card.paymentMethodId === "") return;
  const { paymentMethodId: id, ...rest } = card;
  await tx
    .insert(paymentMethods)
    .values({ id, merchantId: order.merchantId, ...rest, createdAt: ctx.clock.now() })
    .onConflictDoNothing();
}

/** The cart's names have become an order; what was added meanwhile stays. */
async function emptyCart(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  if (!order.cartId) return;
  const names = (await itemsOf(tx, order.id)).map((item) => item.nameAscii);
  await tx.delete(cartItems).where(and(eq(cartItems.cartId, order.cartId), inArray(cartItems.nameAscii, names)));
  await tx
    .update(carts)
    .set({ version: sql`${carts.version} + 1`, updatedAt: ctx.clock.now() })
    .where(eq(carts.id, order.cartId));
}

async function setPayment(
  tx: Tx,
  ctx: Ctx,
  id: string,
  from: Payment["state"][],
  set: Partial<Payment>,
): Promise<boolean> {
  const moved = await tx
    .update(payments)
    .set({ ...set, updatedAt: ctx.clock.now() })
    .where(and(eq(payments.id, id), inArray(payments.state, from)))
    .returning({ id: payments.id });
  return moved.length === 1;
}

async function tellMoney(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  fact: string,
  data: Record<string, unknown>,
  onceKey: string,
): Promise<void> {
  await tell(tx, ctx, { side: "money", fact, merchantId: order.merchantId, orderId: order.id, data, onceKey });
}
