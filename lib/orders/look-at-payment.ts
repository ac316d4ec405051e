import { and, eq, or } from "drizzle-orm";
import { db } from "@/db/client";
import { payments, webhookEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { refreshPayment } from "./refresh-payment";

/** Follows a hint: finds whose payment the object belongs to and asks how it stands (R8). Objects that are not ours are left. */
export async function lookAtPayment(
  ctx: Ctx,
  { eventId, objectId }: { eventId: string; objectId: string },
): Promise<{ orderId: string | null }> {
  requirePlatform(ctx);
  const orderId = await orderOf(ctx, objectId);
  if (orderId) await refreshPayment(ctx, { orderId });
  await inTransaction("event-handled", (tx) =>
    tx
      .update(webhookEvents)
      .set({ handledAt: ctx.clock.now(), lastError: null })
      .where(and(eq(webhookEvents.provider, "stripe"), eq(webhookEvents.eventId, eventId))),
  );
  return { orderId };
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
