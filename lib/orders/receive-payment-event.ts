import { webhookEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import type { Ctx } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import type { PaymentEvent } from "@/lib/providers/payments/contract";

/** Takes a webhook delivery: verified on its raw bytes, stored once by id, and answered; the work is done afterwards. */
export async function receivePaymentEvent(
  ctx: Ctx,
  { rawBody, signature }: { rawBody: string; signature: string },
): Promise<void> {
  let event: PaymentEvent;
  try {
    event = openPayments(ctx).verifyWebhook(rawBody, signature);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError("invalid", error.message);
  }
  await storePaymentEvents(ctx, [event]);
}

/** Stores events we do not have yet, and sends each on its way; returns how many were new. */
export async function storePaymentEvents(ctx: Ctx, events: PaymentEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  return inTransaction("store-payment-events", async (tx) => {
    const fresh = await tx
      .insert(webhookEvents)
      .values(
        events.map(({ eventId, type, objectId }) => ({
          provider: "stripe",
          eventId,
          type,
          objectId,
          receivedAt: ctx.clock.now(),
          ...(objectId === "" ? { handledAt: ctx.clock.now() } : {}),
        })),
      )
      .onConflictDoNothing()
      .returning();
    for (const row of fresh) {
      if (row.objectId !== "")
        await publish(tx, ctx, "payments/event-received", row.eventId, {
          eventId: row.eventId,
          objectId: row.objectId,
        });
    }
    return fresh.length;
  });
}
