import { systemClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { log } from "@/lib/kernel/log";
import { receivePaymentEvent } from "@/lib/orders/receive-payment-event";

export const runtime = "nodejs";

const longest = 1_000_000;

/** Stripe's deliveries: verified on their raw bytes, stored, answered. 400 and no row for what is forged, altered or old. */
export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > longest) return new Response(null, { status: 413 });
  const rawBody = await request.text();
  if (rawBody.length > longest) return new Response(null, { status: 413 });
  const ctx = jobCtx("stripe-webhook", systemClock);
  try {
    await receivePaymentEvent(ctx, { rawBody, signature: request.headers.get("stripe-signature") ?? "" });
    return Response.json({ received: true });
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid")
      return Response.json({ error: error.message }, { status: 400 });
    log.error("a webhook could not be stored", { error, requestId: ctx.requestId });
    return Response.json({ error: "Try again." }, { status: 500 });
  }
}
