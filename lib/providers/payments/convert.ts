import type Stripe from "stripe";
import type { CardPage, Checkout, Dispute, Hold, Movement, PaymentEvent, Refund, SavedCard } from "./contract";

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

/** Null for what is no card. */
export function toSavedCard(method: Stripe.PaymentMethod): SavedCard | null {
  const { card } = method;
  if (!card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { paymentMethodId: method.id, brand, last4, expMonth, expYear };
}

/** Of a session in setup mode that was read with `setup_intent.payment_method` expanded. */
export function toCardPage(session: Stripe.Checkout.Session): CardPage {
  const { sessionId, state, url } = toCheckout(session);
  const setup = typeof session.setup_intent === "object" ? session.setup_intent : null;
  const method = typeof setup?.payment_method === "object" ? setup.payment_method : null;
  return { sessionId, state, url, card: state === "complete" && method ? toSavedCard(method) : null };
}

const refundStates: Record<string, Refund["state"]> = { succeeded: "done", failed: "failed", canceled: "failed" };

export function toRefund(refund: Stripe.Refund): Refund {
  return {
    ref: refund.id,
    state: refundStates[refund.status ?? ""] ?? "pending",
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    intentId: idOf(refund.payment_intent),
    refundId: refund.metadata?.refund_id ?? null,
    orderId: refund.metadata?.order_id ?? null,
    ...(refund.failure_reason ? { message: `The bank did not take it (${refund.failure_reason}).` } : {}),
  };
}

const disputeStates: Record<string, Dispute["state"]> = {
  warning_needs_response: "warning",
  warning_under_review: "warning",
  // An inquiry that ended: no money was ever taken.
  warning_closed: "won",
  prevented: "won",
  needs_response: "open",
  under_review: "under_review",
  appeal_needs_response: "open",
  appeal_under_review: "under_review",
  won: "won",
  lost: "lost",
};

export function toDispute(dispute: Stripe.Dispute): Dispute {
  const dueBy = dispute.evidence_details.due_by;
  return {
    disputeId: dispute.id,
    intentId: idOf(dispute.payment_intent),
    state: disputeStates[dispute.status] ?? "open",
    reason: dispute.reason,
    amountMinor: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    answerBy: dueBy ? new Date(dueBy * 1000) : null,
  };
}

const movementKinds: Record<string, Movement["kind"]> = {
  charge: "charge",
  payment: "charge",
  refund: "refund",
  payment_refund: "refund",
  refund_failure: "refund_failure",
  payment_failure_refund: "refund_failure",
  stripe_fee: "fee",
  stripe_fx_fee: "fee",
  network_cost: "fee",
  tax_fee: "fee",
  payout: "payout",
  payout_cancel: "payout",
  payout_failure: "payout",
};

/** Of a line that was read with its source expanded. Disputes are adjustments that only the reporting category names. */
export function toMovement(line: Stripe.BalanceTransaction): Movement {
  const { source } = line;
  const behind =
    typeof source === "object" ? (source as { id: string; payment_intent?: string | { id: string } }) : null;
  return {
    id: line.id,
    at: new Date(line.created * 1000),
    kind: line.reporting_category.startsWith("dispute") ? "dispute" : (movementKinds[line.type] ?? "other"),
    sourceId: typeof source === "string" ? source : (behind?.id ?? null),
    intentId: idOf(behind?.payment_intent),
    amountMinor: line.amount,
    feeMinor: line.fee,
    currency: line.currency.toUpperCase(),
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
