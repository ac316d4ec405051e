import type Stripe from "stripe";
import { z } from "zod";
import { invalidRequest } from "../api-failure";
import { findCardByNumber } from "../cards";
import { attachPaymentMethod, resolvePaymentMethod } from "../create-payment-method";
import { idOf } from "../objects";
import { bool, emptyable, expand, metadata, object, oneOf, text, url } from "../read-params";
import { type Call, KeptFailure, route } from "../route";
import type { Row } from "../store";
import { newStripeId } from "../stripe-id";
import { mergeMetadata } from "./customers";

const usage = oneOf("off_session", "on_session");

/** Saving needs the owner once for every card that knows 3-D Secure; without a page that means requires_action. */
async function confirm(
  { store, sandboxUrl }: Call,
  row: Row<"setup_intent">,
  method: string,
  returnUrl?: string,
): Promise<object> {
  const intent = row.object;
  const methodRow = await resolvePaymentMethod(store, method);
  const card = findCardByNumber(methodRow.hidden.number);
  intent.payment_method = methodRow.object.id;
  if (card?.decline && !card.attaches) {
    const { code, declineCode, message } = card.decline;
    const error = { type: "card_error" as const, code, ...(declineCode ? { decline_code: declineCode } : {}), message };
    Object.assign(intent, {
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { ...error, payment_method: methodRow.object },
    });
    await store.put("setup_intent", row);
    await store.emit("setup_intent.setup_failed", intent);
    return new KeptFailure(402, { ...error, setup_intent: intent });
  }
  if (card && card.challenge !== "never" && !methodRow.hidden.setUp) {
    intent.status = "requires_action";
    const challenge = `${sandboxUrl}/pay/challenge/${intent.id}`;
    intent.next_action = returnUrl
      ? { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url: challenge } }
      : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: challenge } };
    row.hidden.pending = methodRow.object.id;
    if (returnUrl) row.hidden.returnUrl = returnUrl;
    await store.put("setup_intent", row);
    await store.emit("setup_intent.requires_action", intent);
    return intent;
  }
  await finishSetup(store, row, methodRow);
  return intent;
}

export async function finishSetup(
  store: Call["store"],
  row: Row<"setup_intent">,
  method: Row<"payment_method">,
): Promise<void> {
  const customer = idOf(row.object.customer);
  method.hidden.setUp ||= row.object.usage === "off_session";
  if (customer) await attachPaymentMethod(store, method, customer, "limited");
  else await store.put("payment_method", method);
  delete row.hidden.pending;
  Object.assign(row.object, { status: "succeeded", next_action: null });
  await store.put("setup_intent", row);
  await store.emit("setup_intent.succeeded", row.object);
}

export async function failSetup(store: Call["store"], row: Row<"setup_intent">): Promise<void> {
  delete row.hidden.pending;
  const message = "The latest attempt to set up the payment method has failed because authentication failed.";
  Object.assign(row.object, {
    status: "requires_payment_method",
    next_action: null,
    payment_method: null,
    last_setup_error: { type: "invalid_request_error", code: "setup_intent_authentication_failure", message },
  });
  await store.put("setup_intent", row);
  await store.emit("setup_intent.setup_failed", row.object);
}

export const setupIntentRoutes = [
  route(
    "POST",
    "/v1/setup_intents",
    object({
      allowed_payment_method_types: z.array(text()).optional(),
      automatic_payment_methods: object({
        allow_redirects: oneOf("always", "never").optional(),
        enabled: bool(),
      }).optional(),
      confirm: bool().optional(),
      customer: text().optional(),
      description: text(1000).optional(),
      metadata: metadata().optional(),
      payment_method: text().optional(),
      return_url: url().optional(),
      usage: usage.optional(),
      ...expand,
    }),
    async (call, params) => {
      const { store } = call;
      if (params.customer) await store.get("customer", params.customer, { param: "customer" });
      const id = newStripeId("seti");
      const object: Stripe.SetupIntent = {
        id,
        object: "setup_intent",
        allowed_payment_method_types: params.allowed_payment_method_types ?? null,
        application: null,
        automatic_payment_methods: {
          allow_redirects: params.automatic_payment_methods?.allow_redirects ?? "always",
          enabled: true,
        },
        cancellation_reason: null,
        client_secret: newStripeId(`${id}_secret`, 25),
        created: store.now,
        customer: params.customer ?? null,
        customer_account: null,
        description: params.description ?? null,
        excluded_payment_method_types: null,
        last_setup_error: null,
        latest_attempt: null,
        livemode: false,
        mandate: null,
        metadata: params.metadata ?? {},
        next_action: null,
        on_behalf_of: null,
        payment_method: null,
        payment_method_configuration_details: null,
        payment_method_options: null,
        payment_method_types: ["card"],
        single_use_mandate: null,
        status: "requires_payment_method",
        usage: params.usage ?? "off_session",
      };
      const row: Row<"setup_intent"> = { object, hidden: {}, dueMs: null };
      await store.put("setup_intent", row);
      await store.emit("setup_intent.created", object);
      if (params.confirm && params.payment_method) return confirm(call, row, params.payment_method, params.return_url);
      if (params.payment_method) {
        object.payment_method = (await resolvePaymentMethod(store, params.payment_method)).object.id;
        object.status = "requires_confirmation";
        await store.put("setup_intent", row);
      }
      return object;
    },
  ),
  route(
    "GET",
    "/v1/setup_intents/:id",
    object(expand),
    async ({ store, id }) => (await store.get("setup_intent", id)).object,
  ),
  route(
    "POST",
    "/v1/setup_intents/:id",
    object({ metadata: emptyable(metadata()).optional(), ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("setup_intent", id, { lock: true });
      row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata);
      await store.put("setup_intent", row);
      return row.object;
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/confirm",
    object({ payment_method: text().optional(), return_url: url().optional(), ...expand }),
    async (call, params) => {
      const row = await call.store.get("setup_intent", call.id, { lock: true });
      const method = params.payment_method ?? idOf(row.object.payment_method);
      if (row.object.status === "succeeded" || row.object.status === "canceled" || !method)
        throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${row.object.status}.`, {
          code: "setup_intent_unexpected_state",
          setup_intent: row.object,
        });
      return confirm(call, row, method, params.return_url);
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/cancel",
    object({ cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer").optional(), ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("setup_intent", id, { lock: true });
      if (row.object.status === "succeeded" || row.object.status === "canceled")
        throw invalidRequest(`You cannot cancel this SetupIntent because it has a status of ${row.object.status}.`, {
          code: "setup_intent_unexpected_state",
          setup_intent: row.object,
        });
      Object.assign(row.object, {
        status: "canceled",
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
      });
      await store.put("setup_intent", row);
      await store.emit("setup_intent.canceled", row.object);
      return row.object;
    },
  ),
];
