import type Stripe from "stripe";
import type { Store } from "./store";
import { newStripeId } from "./stripe-id";

/** 2.9 % + 30, Stripe's list price for cards; a refund keeps the fee of its charge. */
function feeOf(amount: number): number {
  return amount > 0 ? Math.round(amount * 0.029) + 30 : 0;
}

/** Moves money on the account's balance: positive for what was captured, negative for what was refunded. */
export async function createBalanceTransaction(
  store: Store,
  input: {
    amount: number;
    currency: string;
    source: string;
    type: "charge" | "refund" | "refund_failure" | "adjustment";
    reportingCategory?: string;
    fee?: number;
  },
): Promise<string> {
  const fee = input.fee ?? (input.type === "charge" ? feeOf(input.amount) : 0);
  const object: Stripe.BalanceTransaction = {
    id: newStripeId("txn"),
    object: "balance_transaction",
    amount: input.amount,
    available_on: store.now + 2 * 86_400,
    balance_type: "payments",
    created: store.now,
    currency: input.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee > 0
        ? [
            {
              amount: fee,
              application: null,
              currency: input.currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ]
        : [],
    net: input.amount - fee,
    reporting_category: input.reportingCategory ?? input.type,
    source: input.source,
    status: "pending",
    type: input.type,
  };
  await store.put("balance_transaction", { object, hidden: {}, dueMs: null });
  return object.id;
}
