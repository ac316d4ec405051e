import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import { armDispute } from "./arm-dispute";
import { createBalanceTransaction } from "./create-balance-transaction";
import { idOf } from "./objects";
import type { Row, Store } from "./store";

async function lockCharge(store: Store, intent: Stripe.PaymentIntent): Promise<Row<"charge">> {
  return store.get("charge", idOf(intent.latest_charge)!, { lock: true });
}

export function unexpectedState(message: string, intent: Stripe.PaymentIntent) {
  return invalidRequest(message, { code: "payment_intent_unexpected_state", payment_intent: intent });
}

/**
 * Takes what is held, or a part of it, once: the rest goes back to the card. The released part shows as the charge's
 * `amount_refunded` although nothing was refunded.
 */
export async function captureIntent(store: Store, row: Row<"payment_intent">, amountToCapture?: number): Promise<void> {
  const intent = row.object;
  if (intent.status === "succeeded")
    throw unexpectedState("This PaymentIntent could not be captured because it has already been captured.", intent);
  if (intent.status !== "requires_capture")
    throw unexpectedState(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      intent,
    );
  if (row.dueMs !== null && row.dueMs <= store.cause.nowMs)
    throw invalidRequest(
      `The PaymentIntent ${intent.id} cannot be captured because the charge has expired. Charges expire when they are not captured before their capture_before time.`,
      { code: "charge_expired_for_capture", charge: idOf(intent.latest_charge)!, payment_intent: intent },
    );
  const amount = amountToCapture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable)
    throw invalidRequest("The amount to capture is more than the amount that can be captured.", {
      code: "amount_too_large",
      param: "amount_to_capture",
      payment_intent: intent,
    });
  const charge = await lockCharge(store, intent);
  Object.assign(charge.object, {
    captured: true,
    amount_captured: amount,
    amount_refunded: charge.object.amount - amount,
    balance_transaction: await createBalanceTransaction(store, {
      amount,
      currency: intent.currency,
      source: charge.object.id,
      type: "charge",
    }),
  });
  await armDispute(store, charge);
  Object.assign(intent, { status: "succeeded", amount_received: amount, amount_capturable: 0 });
  row.dueMs = null;
  await store.put("payment_intent", row);
  await store.emit("charge.captured", charge.object);
  await store.emit("payment_intent.succeeded", intent);
}

/** Lets the money go. The charge of a released hold reads as refunded, as Stripe's does. */
export async function cancelIntent(
  store: Store,
  row: Row<"payment_intent">,
  reason: Stripe.PaymentIntent["cancellation_reason"],
  chargeEvent: "charge.refunded" | "charge.expired" = "charge.refunded",
): Promise<void> {
  const intent = row.object;
  const wasHeld = intent.status === "requires_capture";
  Object.assign(intent, {
    status: "canceled",
    canceled_at: store.now,
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  delete row.hidden.pending;
  row.dueMs = null;
  if (wasHeld) {
    const charge = await lockCharge(store, intent);
    Object.assign(charge.object, { amount_refunded: charge.object.amount, refunded: true });
    await store.put("charge", charge);
    await store.emit(chargeEvent, charge.object);
  }
  await store.put("payment_intent", row);
  await store.emit("payment_intent.canceled", intent);
}
