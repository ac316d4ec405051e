import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import type { HiddenByKind } from "./objects";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

export type NewIntent = {
  amount: number;
  currency: string;
  captureMethod?: string;
  confirmationMethod?: string;
  customer?: string | null;
  metadata?: Record<string, string>;
  description?: string | null;
  receiptEmail?: string | null;
  setupFutureUsage?: string | null;
  statementDescriptor?: string | null;
  statementDescriptorSuffix?: string | null;
  allowedTypes?: string[] | null;
  allowRedirects?: string;
  hidden?: HiddenByKind["payment_intent"];
};

/** The least that can be charged, in minor units; Stripe has 50 US cents and their like. */
const minimumMinor: Record<string, number> = {
  gbp: 30,
  jpy: 50,
  huf: 17_500,
  czk: 1_500,
  dkk: 250,
  sek: 300,
  nok: 300,
  pln: 200,
  mxn: 1_000,
  hkd: 400,
  aed: 200,
  myr: 200,
  thb: 1_000,
  ron: 200,
};

export function assertChargeable(amount: number, currency: string): void {
  if (!/^[a-z]{3}$/.test(currency)) throw invalidRequest(`Invalid currency: ${currency}.`, { param: "currency" });
  if (amount < 1)
    throw invalidRequest("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  if (amount < (minimumMinor[currency] ?? 50))
    throw invalidRequest(
      "The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set.",
      { code: "amount_too_small", param: "amount" },
    );
  if (amount > 99_999_999)
    throw invalidRequest("Amount must be no more than $999,999.99", { code: "amount_too_large", param: "amount" });
}

export async function createPaymentIntent(store: Store, input: NewIntent): Promise<Row<"payment_intent">> {
  assertChargeable(input.amount, input.currency);
  const id = newStripeId("pi");
  const object: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: input.allowedTypes ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: input.allowRedirects ?? "always", enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod ?? "automatic_async",
    client_secret: newStripeId(`${id}_secret`, 25),
    confirmation_method: input.confirmationMethod ?? "automatic",
    created: store.now,
    currency: input.currency,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail ?? null,
    review: null,
    setup_future_usage: input.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    statement_descriptor_suffix: input.statementDescriptorSuffix ?? null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  const row: Row<"payment_intent"> = { object, hidden: input.hidden ?? {}, dueMs: null };
  await store.put("payment_intent", row);
  await store.emit("payment_intent.created", object);
  return row;
}
