import { openPayments } from "@/lib/accounts/open-payments";
import { HOUR, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { storePaymentEvents } from "@/lib/orders/receive-payment-event";
import type { PaymentEvent } from "@/lib/providers/payments/contract";

/** Finds events whose webhooks were lost, two hours back; what we have is left as it is (P-6). */
export async function sweepPaymentEvents(ctx: Ctx): Promise<{ found: number }> {
  requirePlatform(ctx);
  const events: PaymentEvent[] = [];
  try {
    for await (const event of openPayments(ctx).events(later(ctx.clock.now(), -2 * HOUR))) events.push(event);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
  return { found: await storePaymentEvents(ctx, events) };
}
