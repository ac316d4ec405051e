import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { disputes, merchants, paymentMethods } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { visibleInvoice } from "@/lib/billing/invoice-rows";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newestOperation } from "@/lib/operations/intent";
import { askSavedCard } from "./ask-saved-card";
import { fundOrder } from "./fund-order";
import { type InvoiceOrder, type Means, placeInvoiceOrder } from "./place-invoice-order";
import { cancelUnpaid } from "./refresh-payment";
import { lockOrder, type Order } from "./rows";

/**
 * started: secured, the order goes on by itself. waiting: another way of paying it is open, or its answer is not known yet.
 * no_card, refused, needs_person: nothing was charged, and another try of the same card would not help before it changes.
 */
export type Charge = {
  outcome: "started" | "waiting" | "no_card" | "refused" | "needs_person" | "nothing_due";
  orderId: string | null;
  /** The bank's own sentence. */
  message?: string;
};

/**
 * Pays an open invoice without its merchant: account credit first, then each saved card in turn, the preferred one first
 * (U-7). The hold is taken only after delivery. Safe to repeat; throws ProviderError while a card's answer is not known.
 */
export async function chargeInvoice(ctx: Ctx, { invoiceId }: { invoiceId: string }): Promise<Charge> {
  requirePlatform(ctx);
  const invoice = await visibleInvoice(ctx, invoiceId);
  const [merchant] = await db().select().from(merchants).where(eq(merchants.id, invoice.merchantId));
  const customerId = merchant?.stripeCustomerId ?? null;
  // Whoever disputes one charge is not charged again behind their back (AN-23).
  const [disputed] = await db()
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(eq(disputes.merchantId, invoice.merchantId), eq(disputes.state, "open")))
    .limit(1);
  if (disputed) return { outcome: "waiting", orderId: null };
  const cards = customerId === null ? [] : await usableCards(ctx, invoice.merchantId);
  const ways: Means[] = cards.map(({ id }) => ({ by: "saved_card", paymentMethodId: id }));
  let last: Charge = { outcome: "no_card", orderId: null };
  for (const means of ways.length > 0 ? ways : [{ by: "credit" } as const]) {
    const placed = await place(ctx, invoice.id, means);
    if (placed === "not_covered") return last;
    if (placed === null) return { outcome: "nothing_due", orderId: null };
    const { order, payment } = placed;
    if (payment === null) {
      if (order.state === "awaiting_payment" || order.endedAt) await fundOrder(ctx, order.id);
      return { outcome: "started", orderId: order.id };
    }
    const operation = await newestOperation(db(), payment.id, "charge");
    if (!operation || !payment.paymentMethodId || !customerId) return { outcome: "waiting", orderId: order.id };
    const { paymentMethodId } = payment;
    const answer = await askSavedCard(ctx, { order, payment, operation, customerId, paymentMethodId });
    if (answer.state === "held") return { outcome: "started", orderId: order.id };
    await giveUp(ctx, order);
    last = { outcome: answer.needsPerson ? "needs_person" : "refused", orderId: order.id, message: answer.message };
  }
  return last;
}

async function place(ctx: Ctx, invoiceId: string, means: Means): Promise<InvoiceOrder | null | "not_covered"> {
  try {
    return await inTransaction("charge-invoice", (tx) => placeInvoiceOrder(tx, ctx, invoiceId, means));
  } catch (error) {
    // Its own name is busy with another order, or there is neither card nor enough credit: a later try may do.
    if (error instanceof AppError && error.code === "conflict") return "not_covered";
    throw error;
  }
}

/** Cards that have not run out, the preferred one first; a card that was typed in twice is one card. */
async function usableCards(ctx: Ctx, merchantId: string): Promise<{ id: string }[]> {
  const now = ctx.clock.now();
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  const rows = await db()
    .select()
    .from(paymentMethods)
    .where(eq(paymentMethods.merchantId, merchantId))
    .orderBy(desc(paymentMethods.preferred), desc(paymentMethods.createdAt), desc(paymentMethods.id));
  const face = ({ brand, last4, expMonth, expYear }: (typeof rows)[number]) => [brand, last4, expMonth, expYear].join();
  const good = rows.filter((card) => card.expYear * 12 + card.expMonth >= month);
  return good.filter((card, at) => good.findIndex((other) => face(other) === face(card)) === at);
}

/** Nothing came of this try: its names are free for the next one. What was delivered before stays owed. */
async function giveUp(ctx: Ctx, order: Order): Promise<void> {
  await inTransaction("charge-given-up", async (tx) => {
    const locked = await lockOrder(tx, order.id);
    if (locked.state === "awaiting_payment") await cancelUnpaid(tx, ctx, locked);
  });
}
