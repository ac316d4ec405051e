import type { Ctx } from "@/lib/kernel/context";
import { env } from "@/lib/kernel/env";
import { AppError } from "@/lib/kernel/errors";
import { type TraceOf, traceSink } from "@/lib/operations/trace-sink";
import type { Payments } from "@/lib/providers/payments/contract";
import { openStripe } from "@/lib/providers/payments/stripe";

export function openPayments(ctx: Ctx, traceOf: TraceOf = {}): Payments {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE_URL: baseUrl } = env();
  if (!secretKey || !webhookSecret) {
    throw new AppError(
      "provider_failed",
      "Payments are not set up, so nothing can be charged. An admin must set STRIPE_SECRET_KEY.",
    );
  }
  return openStripe({ secretKey, webhookSecret, baseUrl, clock: ctx.clock, trace: traceSink(traceOf) });
}
