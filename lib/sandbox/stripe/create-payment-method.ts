import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import { findCardByToken, type TestCard } from "./cards";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

export type Billing = {
  name?: string | null;
  email?: string | null;
  country?: string | null;
  postalCode?: string | null;
};

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** A card on file, not yet anybody's. */
export async function createPaymentMethod(
  store: Store,
  card: TestCard,
  input: { expMonth?: number; expYear?: number; billing?: Billing; metadata?: Record<string, string> } = {},
): Promise<Row<"payment_method">> {
  const billing = input.billing ?? {};
  const object: Stripe.PaymentMethod = {
    id: newStripeId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: { ...noAddress, country: billing.country ?? null, postal_code: billing.postalCode ?? null },
      email: billing.email ?? null,
      name: billing.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: input.expMonth ?? 12,
      exp_year: input.expYear ?? new Date(store.cause.nowMs).getUTCFullYear() + 2,
      fingerprint: `sandbox${card.number.slice(-9)}`,
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: store.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: input.metadata ?? {},
    type: "card",
  };
  const row: Row<"payment_method"> = {
    object,
    hidden: { number: card.number, setUp: card.challenge === "on_session" },
    dueMs: null,
  };
  await store.put("payment_method", row);
  return row;
}

/** A `pm_…` id, or a test token, which becomes a new payment method. */
export async function resolvePaymentMethod(store: Store, id: string): Promise<Row<"payment_method">> {
  const card = findCardByToken(id);
  if (card) return createPaymentMethod(store, card);
  const row = await store.get("payment_method", id, { lock: true, param: "payment_method" });
  if (row.hidden.detached)
    throw invalidRequest(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
      { param: "payment_method" },
    );
  return row;
}

/** Makes the card the customer's, for later use. */
export async function attachPaymentMethod(
  store: Store,
  row: Row<"payment_method">,
  customer: string,
  redisplay?: Stripe.PaymentMethod["allow_redisplay"],
): Promise<void> {
  if (row.object.customer && row.object.customer !== customer)
    throw invalidRequest("The payment method you provided has already been attached to a customer.", {
      param: "payment_method",
    });
  const isNew = row.object.customer === null;
  row.object.customer = customer;
  if (redisplay && row.object.allow_redisplay !== "always") row.object.allow_redisplay = redisplay;
  await store.put("payment_method", row);
  if (isNew) await store.emit("payment_method.attached", row.object);
}
