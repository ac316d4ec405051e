import { and, eq, or } from "drizzle-orm";
import { db } from "@/db/client";
import { paymentMethods, payments, refunds, webhookEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { refreshCards } from "@/lib/billing/saved-cards";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { lookAtDispute } from "./look-at-dispute";
import { refreshPayment } from "./refresh-payment";
import { settleRefund } from "./settle-refund";

/** Follows a hint: finds whose payment the object belongs to and asks how it stands (R8). Objects that are not ours are left. */
export async function lookAtPayment(
  ctx: Ctx,
  { eventId, objectId }: { eventId: string; objectId: string },
): Promise<{ orderId: string | null }> {
  requirePlatform(ctx);
  const orderId = await follow(ctx, objectId);
  await inTransaction("event-handled", (tx) =>
    tx
      .update(webhookEvents)
      .set({ handledAt: ctx.clock.now(), lastError: null })
      .where(and(eq(webhookEvents.provider, "stripe"), eq(webhookEvents.eventId, eventId))),
  );
  return { orderId };
}

/** Which object it is shows in its id; a card's are read with those of its merchant. */
async function follow(ctx: Ctx, objectId: string): Promise<string | null> {
  if (/^d[up]_/.test(objectId)) return lookAtDispute(ctx, { disputeId: objectId });
  if (objectId.startsWith("re_")) return goOnWithRefund(ctx, objectId);
  if (objectId.startsWith("pm_")) {
    const [card] = await db().select().from(paymentMethods).where(eq(paymentMethods.id, objectId));
    if (card) await refreshCards(ctx, card.merchantId);
    return null;
  }
  const orderId = await orderOf(ctx, objectId);
  if (orderId) await refreshPayment(ctx, { orderId });
  return orderId;
}

async function goOnWithRefund(ctx: Ctx, ref: string): Promise<string | null> {
  const [refund] = await db().select().from(refunds).where(eq(refunds.providerRef, ref));
  if (refund) await settleRefund(ctx, { refundId: refund.id });
  return refund?.orderId ?? null;
}

async function orderOf(ctx: Ctx, objectId: string): Promise<string | null> {
  const [known] = await db()
    .select({ orderId: payments.orderId })
    .from(payments)
    .where(or(eq(payments.intentId, objectId), eq(payments.sessionId, objectId)));
  if (known) return known.orderId;
  if (!objectId.startsWith("pi_")) return null;
  try {
    // An event may be faster than the answer that tells us the id: the object itself says whose it is.
    const hold = await openPayments(ctx).hold(objectId);
    const [payment] = await db()
      .select({ orderId: payments.orderId })
      .from(payments)
      .where(eq(payments.id, hold.paymentId ?? ""));
    return payment?.orderId ?? null;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === "not_found") return null;
    throw error;
  }
}
