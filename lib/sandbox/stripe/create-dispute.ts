import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import { createBalanceTransaction } from "./create-balance-transaction";
import { idOf } from "./objects";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

/** How long the merchant has to answer. */
const answerSeconds = 9 * 86_400;
/** What a dispute costs, whoever wins it. */
const feeMinor = 1_500;

export type NewDispute = { reason?: string | undefined; isInquiry?: boolean | undefined };

/** The card's owner wants the money back. It is taken at once, except for an inquiry, which only asks. */
export async function createDispute(
  store: Store,
  charge: Row<"charge">,
  { reason = "fraudulent", isInquiry = false }: NewDispute = {},
): Promise<Row<"dispute">> {
  const before = charge.object;
  if (!before.captured) throw invalidRequest("Only a captured charge is disputed.", { charge: before.id });
  if (before.disputed) throw invalidRequest("This charge is disputed already.", { charge: before.id });
  const amount = before.amount_captured;
  const id = newStripeId("du");
  const object = {
    id,
    object: "dispute",
    amount,
    balance_transactions: isInquiry ? [] : [await move(store, id, before.currency, -amount, feeMinor)],
    charge: before.id,
    created: store.now,
    currency: before.currency,
    enhanced_eligibility_types: [],
    evidence: { uncategorized_text: null },
    evidence_details: {
      due_by: store.now + answerSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "manual",
    },
    intended_submission_method: "manual",
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: "10.4",
    payment_intent: idOf(before.payment_intent),
    payment_method_details: {
      card: {
        brand: before.payment_method_details?.card?.brand ?? "visa",
        case_type: isInquiry ? "inquiry" : "chargeback",
      },
      type: "card",
    },
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
    // The SDK lists every piece of evidence there is; a dispute that nobody has answered shows none.
  } as unknown as Stripe.Dispute;
  const row: Row<"dispute"> = { object, hidden: {}, dueMs: (store.now + answerSeconds) * 1000 };
  await store.put("dispute", row);
  Object.assign(before, { disputed: true });
  charge.dueMs = null;
  await store.put("charge", charge);
  await store.emit("charge.dispute.created", object);
  if (!isInquiry) await store.emit("charge.dispute.funds_withdrawn", object);
  return row;
}

/** Ends a dispute. What was won comes back, without the fee. */
export async function closeDispute(store: Store, row: Row<"dispute">, outcome: "won" | "lost"): Promise<void> {
  const dispute = row.object;
  if (isClosed(dispute)) throw invalidRequest(`This dispute is already closed (${dispute.status}).`);
  const wasInquiry = dispute.status.startsWith("warning_");
  dispute.status = wasInquiry ? "warning_closed" : outcome;
  row.dueMs = null;
  if (outcome === "won" && !wasInquiry)
    dispute.balance_transactions.push(await move(store, dispute.id, dispute.currency, dispute.amount, 0));
  await store.put("dispute", row);
  if (outcome === "won" && !wasInquiry) await store.emit("charge.dispute.funds_reinstated", dispute);
  await store.emit("charge.dispute.closed", dispute);
}

export function isClosed(dispute: Stripe.Dispute): boolean {
  return ["won", "lost", "warning_closed"].includes(dispute.status);
}

async function move(store: Store, source: string, currency: string, amount: number, fee: number) {
  const reportingCategory = amount < 0 ? "dispute" : "dispute_reversal";
  const id = await createBalanceTransaction(store, {
    amount,
    currency,
    source,
    type: "adjustment",
    reportingCategory,
    fee,
  });
  return (await store.get("balance_transaction", id)).object;
}
