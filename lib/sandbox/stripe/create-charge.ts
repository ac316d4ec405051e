import type Stripe from "stripe";
import type { Decline } from "./cards";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

/** How the attempt ended. `captureBefore` (unix seconds) belongs to a hold; a charge captured at once has none. */
export type ChargeResult =
  | { outcome: "held"; captureBefore: number; authenticated: boolean }
  | { outcome: "captured"; authenticated: boolean }
  | { outcome: "declined"; decline: Decline; authenticated: boolean };

function outcomeOf(result: ChargeResult): Stripe.Charge.Outcome {
  const base = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    risk_level: "normal",
    risk_score: 20,
  };
  if (result.outcome !== "declined")
    return {
      ...base,
      network_status: "approved_by_network",
      reason: null,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  const reason = result.decline.declineCode ?? result.decline.code;
  const isBlocked = reason === "fraudulent";
  return {
    ...base,
    ...(isBlocked ? { risk_level: "highest", risk_score: 92 } : {}),
    network_status: isBlocked ? "not_sent_to_network" : "declined_by_network",
    reason: isBlocked ? "highest_risk_level" : reason,
    seller_message: isBlocked ? "Stripe blocked this payment as too risky." : "The bank did not accept the payment.",
    type: isBlocked ? "blocked" : "issuer_declined",
  };
}

function cardDetails(
  method: Stripe.PaymentMethod,
  amount: number,
  result: ChargeResult,
): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card!;
  const isHeld = result.outcome === "held";
  return {
    amount_authorized: result.outcome === "declined" ? null : amount,
    authorization_code: result.outcome === "declined" ? null : "057895",
    brand: card.brand,
    ...(isHeld ? { capture_before: result.captureBefore } : {}),
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: result.authenticated ? "05" : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: "119528868122817",
    overcapture: { maximum_amount_capturable: amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: result.authenticated
      ? ({
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: "5ef80e4e-1a6c-4d6b-8a0a-4f1f6e0c8b3d",
          version: "2.2.0",
        } as Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure)
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

/** Records one attempt to charge a card for an intent. The caller saves the intent and sends the events. */
export async function createCharge(
  store: Store,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  result: ChargeResult,
): Promise<Row<"charge">> {
  const isCaptured = result.outcome === "captured";
  const isDeclined = result.outcome === "declined";
  const object: Stripe.Charge = {
    id: newStripeId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: isCaptured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details as Stripe.Charge.BillingDetails,
    calculated_statement_descriptor: intent.statement_descriptor ?? "SANDBOX",
    captured: isCaptured,
    created: store.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: isDeclined ? result.decline.code : null,
    failure_message: isDeclined ? result.decline.message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(result),
    paid: !isDeclined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(method, intent.amount, result), type: "card" },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: isDeclined ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
  const row: Row<"charge"> = { object, hidden: {}, dueMs: null };
  await store.put("charge", row);
  return row;
}
