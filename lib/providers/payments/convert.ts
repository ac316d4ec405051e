import type Stripe from "stripe";
import type { Checkout, Hold, PaymentEvent } from "./contract";

const holdStates: Record<string, Hold["state"]> = {
  requires_payment_method: "none",
  requires_confirmation: "none",
  requires_action: "needs_action",
  processing: "processing",
  requires_capture: "held",
  succeeded: "captured",
  canceled: "cancelled",
};

/** Our view of an intent that was read with `latest_charge` expanded. An unknown status is processing: look again. */
export function toHold(intent: Stripe.PaymentIntent): Hold {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card ?? null;
  const state = holdStates[intent.status] ?? "processing";
  const error = intent.last_payment_error;
  return {
    intentId: intent.id,
    state,
    amountMinor: intent.amount,
    capturableMinor: intent.amount_capturable,
    capturedMinor: intent.amount_received,
    currency: intent.currency.toUpperCase(),
    customerId: idOf(intent.customer),
    orderId: intent.metadata.order_id ?? null,
    paymentId: intent.metadata.payment_id ?? null,
    captureBefore: state === "held" && card?.capture_before ? new Date(card.capture_before * 1000) : null,
    card: card
      ? {
          paymentMethodId: charge?.payment_method ?? "",
          brand: card.brand ?? "card",
          last4: card.last4 ?? "",
          expMonth: card.exp_month,
          expYear: card.exp_year,
        }
      : null,
    decline: error ? { code: error.decline_code ?? error.code ?? "declined", message: error.message ?? "" } : null,
  };
}

export function toCheckout(session: Stripe.Checkout.Session): Checkout {
  return {
    sessionId: session.id,
    state: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
    url: session.url,
    intentId: idOf(session.payment_intent),
    expiresAt: new Date(session.expires_at * 1000),
  };
}

/** The kinds of object that an event may point at by themselves. */
const lookedAt = new Set(["payment_intent", "checkout.session", "refund", "dispute", "payment_method"]);

/** Points an event at what to look at; null for kinds that concern nothing of ours. */
export function toPaymentEvent(event: Stripe.Event): PaymentEvent | null {
  const object = event.data.object as { object?: string; id?: string; payment_intent?: string | { id: string } | null };
  const intentId = object.object === "payment_intent" ? (object.id ?? null) : idOf(object.payment_intent);
  const objectId = lookedAt.has(object.object ?? "") ? object.id : intentId;
  if (!objectId) return null;
  return { eventId: event.id, type: event.type, objectId, intentId, at: new Date(event.created * 1000) };
}

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
