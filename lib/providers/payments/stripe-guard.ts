import Stripe from "stripe";
import { ProviderError } from "@/lib/kernel/errors";

export function read<T>(call: () => Promise<T>): Promise<T> {
  return guarded(call, "unavailable");
}

export function write<T>(call: () => Promise<T>): Promise<T> {
  return guarded(call, "ambiguous");
}

/** `silence` is what no reply, or a fault on Stripe's side, means for this call. */
async function guarded<T>(call: () => Promise<T>, silence: "unavailable" | "ambiguous"): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeError)) throw cause;
    const fail = (kind: ProviderError["kind"], message: string) =>
      new ProviderError("stripe", kind, message, { cause, vendorCode: cause.decline_code || cause.code || cause.type });
    if (cause instanceof Stripe.errors.StripeCardError) throw fail("rejected", cause.message);
    if (cause instanceof Stripe.errors.StripeRateLimitError) throw fail("rate_limited", "Stripe asks to slow down.");
    if (
      cause instanceof Stripe.errors.StripeAuthenticationError ||
      cause instanceof Stripe.errors.StripePermissionError
    )
      throw fail("auth", "Stripe refused the platform's key. Check STRIPE_SECRET_KEY.");
    if (cause instanceof Stripe.errors.StripeInvalidRequestError)
      throw fail(
        cause.statusCode === 404 ? "not_found" : cause.statusCode === 409 ? "ambiguous" : "rejected",
        cause.message,
      );
    throw fail(silence, "Stripe did not give a clear answer.");
  }
}
