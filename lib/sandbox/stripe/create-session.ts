import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";
import { assertChargeable } from "./create-payment-intent";
import { createSetupIntent } from "./create-setup-intent";
import type { HiddenByKind } from "./objects";
import type { SessionParams } from "./session-params";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

const minimumSeconds = 30 * 60;
const maximumSeconds = 24 * 3600;

function buildLineItem(store: Store, item: NonNullable<SessionParams["line_items"]>[number]): Stripe.LineItem {
  const { price_data: price, quantity } = item;
  const amount = price.unit_amount * quantity;
  return {
    id: newStripeId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency.toLowerCase(),
    description: price.product_data.name,
    metadata: item.metadata ?? {},
    price: {
      id: newStripeId("price"),
      object: "price",
      active: false,
      billing_scheme: "per_unit",
      created: store.now,
      currency: price.currency.toLowerCase(),
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newStripeId("prod", 14),
      recurring: null,
      tax_behavior: price.tax_behavior ?? "unspecified",
      tiers_mode: null,
      transform_quantity: null,
      type: "one_time",
      unit_amount: price.unit_amount,
      // On the wire it is a string; the SDK turns it into its own decimal.
      unit_amount_decimal: String(price.unit_amount) as unknown as Stripe.Price["unit_amount_decimal"],
    },
    quantity,
  };
}

function assertExpiry(store: Store, expiresAt: number): void {
  // A second of grace: the caller's clock is read before ours.
  if (expiresAt < store.now + minimumSeconds - 1)
    throw invalidRequest("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", {
      param: "expires_at",
    });
  if (expiresAt > store.now + maximumSeconds)
    throw invalidRequest("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", {
      param: "expires_at",
    });
}

/** Texts shown near the button and after it; each is `{ message }` or null. */
function customText(input: SessionParams["custom_text"]): Stripe.Checkout.Session.CustomText {
  return {
    after_submit: input?.after_submit ?? null,
    shipping_address: input?.shipping_address ?? null,
    submit: input?.submit ?? null,
    terms_of_service_acceptance: input?.terms_of_service_acceptance ?? null,
  };
}

/** `currency` and `total` are null where a card is only saved. */
type Order = { lineItems: Stripe.LineItem[]; currency: string | null; total: number | null; expiresAt: number };

async function readOrder(store: Store, params: SessionParams): Promise<Order> {
  if (params.customer && params.customer_email)
    throw invalidRequest("You may only specify one of these parameters: customer, customer_email.", {
      code: "parameters_exclusive",
    });
  if (params.customer) await store.get("customer", params.customer, { param: "customer" });
  const expiresAt = params.expires_at ?? store.now + maximumSeconds;
  assertExpiry(store, expiresAt);
  if (params.mode === "setup") {
    if (params.line_items || params.payment_intent_data)
      throw invalidRequest("You can not pass `line_items` or `payment_intent_data` in `setup` mode.", {
        param: params.line_items ? "line_items" : "payment_intent_data",
      });
    if (!params.currency && !params.allowed_payment_method_types)
      throw invalidRequest("Missing required param: currency.", { code: "parameter_missing", param: "currency" });
    return { lineItems: [], currency: params.currency ?? null, total: null, expiresAt };
  }
  if (!params.line_items)
    throw invalidRequest("Missing required param: line_items.", { code: "parameter_missing", param: "line_items" });
  const lineItems = params.line_items.map((item) => buildLineItem(store, item));
  const currency = lineItems[0]?.currency ?? "";
  if (lineItems.some((item) => item.currency !== currency))
    throw invalidRequest("All prices on a Checkout Session must be in the same currency.", { param: "line_items" });
  const total = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  assertChargeable(total, currency);
  return { lineItems, currency, total, expiresAt };
}

function savedCardOptions(
  input: SessionParams["saved_payment_method_options"],
): Stripe.Checkout.Session["saved_payment_method_options"] {
  return {
    allow_redisplay_filters: input?.allow_redisplay_filters ?? ["always"],
    payment_method_remove: input?.payment_method_remove ?? "disabled",
    payment_method_save: input?.payment_method_save ?? null,
  };
}

/** A hosted payment page that waits for its customer. The PaymentIntent comes into being when somebody tries to pay. */
export async function createSession(
  store: Store,
  params: SessionParams,
  sandboxUrl: string,
): Promise<Row<"checkout.session">> {
  const { lineItems, currency, total, expiresAt } = await readOrder(store, params);
  const id = newStripeId("cs_test", 58);
  const data = params.payment_intent_data ?? {};
  const isSetup = params.mode === "setup";
  const setup = isSetup
    ? await createSetupIntent(store, {
        ...params.setup_intent_data,
        ...(params.customer ? { customer: params.customer } : {}),
        allowedTypes: params.allowed_payment_method_types ?? null,
        session: id,
      })
    : null;
  const usage = data.setup_future_usage ?? params.payment_method_options?.card?.setup_future_usage;
  const object: Stripe.Checkout.Session = {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: store.now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: customText(params.custom_text),
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: params.customer ? null : (params.customer_creation ?? "if_required"),
    customer_details: null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: params.metadata ?? {},
    mode: params.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: isSetup ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: savedCardOptions(params.saved_payment_method_options),
    setup_intent: setup?.object.id ?? null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: isSetup ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${sandboxUrl}/pay/${id}`,
    wallet_options: null,
  };
  const hidden: HiddenByKind["checkout.session"] = {
    lineItems,
    intentData: {
      ...data,
      metadata: data.metadata ?? {},
      ...(usage === "off_session" || usage === "on_session" ? { setup_future_usage: usage } : {}),
    },
    allowedTypes: params.allowed_payment_method_types ?? null,
    merchantName: params.branding_settings?.display_name ?? "Sandbox merchant",
  };
  const row: Row<"checkout.session"> = { object, hidden, dueMs: expiresAt * 1000 };
  await store.put("checkout.session", row);
  return row;
}
