import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import { findCardByNumber } from "./cards";
import { createBalanceTransaction } from "./create-balance-transaction";
import { idOf } from "./objects";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

/** How long a refund of the cards with a fate of their own takes to meet it. */
const settleDelayMs = 60_000;

export type NewRefund = {
  charge: string;
  amount?: number | undefined;
  reason?: string | undefined;
  metadata?: Record<string, string> | null | undefined;
};

/** Gives captured money back. What a partial capture released is not there to be refunded. */
export async function createRefund(store: Store, input: NewRefund): Promise<Row<"refund">> {
  const charge = await store.get("charge", input.charge, { lock: true, param: "charge" });
  const before = charge.object;
  if (!before.captured)
    throw invalidRequest("This charge has not been captured: cancel its PaymentIntent to release the hold.", {
      code: "charge_not_refundable",
      param: "charge",
    });
  const rest = before.amount - before.amount_refunded;
  if (rest <= 0)
    throw invalidRequest(`Charge ${before.id} has already been refunded.`, {
      code: "charge_already_refunded",
      charge: before.id,
    });
  const amount = input.amount ?? rest;
  if (amount > rest)
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${rest}).`, {
      param: "amount",
      charge: before.id,
    });
  const methodId = before.payment_method ?? "";
  const method = await store.find("payment_method", methodId);
  const fate = findCardByNumber(method?.hidden.number ?? "")?.refund;
  const id = newStripeId("re");
  const refund: Stripe.Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: await createBalanceTransaction(store, {
      amount: -amount,
      currency: before.currency,
      source: id,
      type: "refund",
    }),
    charge: before.id,
    created: store.now,
    currency: before.currency,
    customer: idOf(before.customer),
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: input.metadata ?? {},
    payment_intent: idOf(before.payment_intent),
    payment_method: methodId || null,
    reason: (input.reason as Stripe.Refund["reason"]) ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: fate === "pending" ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  const row: Row<"refund"> = {
    object: refund,
    hidden: { willFail: fate === "fails" },
    dueMs: fate === undefined ? null : store.cause.nowMs + settleDelayMs,
  };
  await store.put("refund", row);
  Object.assign(before, { amount_refunded: before.amount_refunded + amount, refunded: amount === rest });
  await store.put("charge", charge);
  await store.emit("refund.created", refund);
  await store.emit("charge.refunded", before);
  return row;
}

/** What was on its way arrives, or comes back. */
export async function settleRefund(store: Store, row: Row<"refund">): Promise<void> {
  if (row.hidden.willFail) return failRefund(store, row);
  row.object.status = "succeeded";
  row.dueMs = null;
  await store.put("refund", row);
  for (const type of ["refund.updated", "charge.refund.updated"] as const) await store.emit(type, row.object);
}

/** The bank sent the money back: the platform owes it again. */
async function failRefund(store: Store, row: Row<"refund">): Promise<void> {
  const refund = row.object;
  const charge = await store.get("charge", idOf(refund.charge)!, { lock: true });
  Object.assign(refund, {
    status: "failed",
    failure_reason: "expired_or_canceled_card",
    failure_balance_transaction: await createBalanceTransaction(store, {
      amount: refund.amount,
      currency: refund.currency,
      source: refund.id,
      type: "refund_failure",
    }),
  });
  row.dueMs = null;
  await store.put("refund", row);
  Object.assign(charge.object, { amount_refunded: charge.object.amount_refunded - refund.amount, refunded: false });
  await store.put("charge", charge);
  for (const type of ["refund.updated", "charge.refund.updated", "refund.failed"] as const)
    await store.emit(type, refund);
}
