import { z } from "zod";
import { invalidRequest } from "../api-failure";
import { confirmIntent } from "../confirm-intent";
import { createPaymentIntent } from "../create-payment-intent";
import { resolvePaymentMethod } from "../create-payment-method";
import { idOf } from "../objects";
import {
  bool,
  created,
  emptyable,
  expand,
  integer,
  metadata,
  object,
  oneOf,
  page,
  positive,
  readRange,
  text,
  url,
} from "../read-params";
import { type Call, KeptFailure, pageOf, route } from "../route";
import { matchesSearch, parseSearch, requiredMetadata } from "../search-query";
import { cancelIntent, captureIntent, unexpectedState } from "../settle-intent";
import type { Row } from "../store";
import { mergeMetadata } from "./customers";

const captureMethod = oneOf("automatic", "automatic_async", "manual");
const allowedTypes = z.array(text()).optional();
const offSession = z.union([bool(), oneOf("one_off", "recurring")]);
const cardOptions = object({
  card: emptyable(
    object({
      request_extended_authorization: oneOf("if_available", "never").optional(),
      request_multicapture: oneOf("if_available", "never").optional(),
      request_three_d_secure: oneOf("any", "automatic", "challenge").optional(),
      setup_future_usage: oneOf("", "none", "off_session", "on_session").optional(),
    }),
  ).optional(),
}).optional();

const confirmFields = {
  allowed_payment_method_types: allowedTypes,
  capture_method: captureMethod.optional(),
  error_on_requires_action: bool().optional(),
  off_session: offSession.optional(),
  payment_method: text().optional(),
  payment_method_options: cardOptions,
  receipt_email: emptyable(text()).optional(),
  return_url: url().optional(),
  setup_future_usage: oneOf("off_session", "on_session").optional(),
};
type ConfirmFields = z.output<z.ZodObject<typeof confirmFields>>;

const createSchema = object({
  amount: integer(),
  automatic_payment_methods: object({
    allow_redirects: oneOf("always", "never").optional(),
    enabled: bool(),
  }).optional(),
  confirm: bool().optional(),
  confirmation_method: oneOf("automatic", "manual").optional(),
  currency: text(),
  customer: text().optional(),
  description: text(1000).optional(),
  metadata: metadata().optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  ...confirmFields,
  ...expand,
});

function assertNotOfSession(row: Row<"payment_intent">, verb: "confirm" | "update" | "cancel"): void {
  if (row.hidden.session)
    throw invalidRequest(
      `You cannot ${verb} the PaymentIntent for a Checkout Session.${verb === "cancel" ? " Expire the Checkout Session instead." : ""}`,
    );
}

/** Stripe insists on a way back while a method that leaves the page could be chosen. */
function assertReturnUrl(row: Row<"payment_intent">, params: ConfirmFields): void {
  const intent = row.object;
  const types = intent.allowed_payment_method_types;
  const onlyCards = types?.every((type) => type === "card" || type === "link");
  if (params.return_url || onlyCards || intent.automatic_payment_methods?.allow_redirects === "never") return;
  throw invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

async function confirm(call: Call, row: Row<"payment_intent">, params: ConfirmFields): Promise<object> {
  const { store } = call;
  const intent = row.object;
  if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status))
    throw unexpectedState(
      `You cannot confirm this PaymentIntent because it has already ${intent.status === "canceled" ? "been canceled" : "succeeded after being previously confirmed"}.`,
      intent,
    );
  if (params.allowed_payment_method_types) intent.allowed_payment_method_types = params.allowed_payment_method_types;
  if (params.capture_method) intent.capture_method = params.capture_method;
  if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
  const usage = params.setup_future_usage ?? params.payment_method_options?.card?.setup_future_usage;
  if (usage === "off_session" || usage === "on_session") intent.setup_future_usage = usage;
  const method = params.payment_method ?? idOf(intent.payment_method);
  if (!method)
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.",
      { code: "parameter_missing", payment_intent: intent },
    );
  assertReturnUrl(row, params);
  const confirmation = await confirmIntent(store, row, await resolvePaymentMethod(store, method), {
    offSession: Boolean(params.off_session),
    authenticated: false,
    challengeUrl: `${call.sandboxUrl}/pay/challenge/${intent.id}`,
    ...(params.return_url ? { returnUrl: params.return_url } : {}),
    refuseChallenge: params.error_on_requires_action ?? false,
  });
  return confirmation.outcome === "declined" ? new KeptFailure(402, confirmation.error) : row.object;
}

export const paymentIntentRoutes = [
  route("POST", "/v1/payment_intents", createSchema, async (call, params) => {
    const { store } = call;
    if (params.customer) await store.get("customer", params.customer, { param: "customer" });
    if (params.off_session !== undefined && !params.confirm)
      throw invalidRequest("You cannot set `off_session` unless you also set `confirm` to true.", {
        param: "off_session",
      });
    const row = await createPaymentIntent(store, {
      amount: params.amount,
      currency: params.currency.toLowerCase(),
      captureMethod: params.capture_method ?? "automatic_async",
      confirmationMethod: params.confirmation_method ?? "automatic",
      customer: params.customer ?? null,
      metadata: params.metadata ?? {},
      description: params.description ?? null,
      receiptEmail: params.receipt_email ?? null,
      setupFutureUsage: params.setup_future_usage ?? null,
      statementDescriptor: params.statement_descriptor ?? null,
      statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
      allowedTypes: params.allowed_payment_method_types ?? null,
      allowRedirects: params.automatic_payment_methods?.allow_redirects ?? "always",
    });
    if (params.confirm) return confirm(call, row, params);
    if (params.payment_method) {
      row.object.payment_method = (await resolvePaymentMethod(store, params.payment_method)).object.id;
      row.object.status = "requires_confirmation";
      await store.put("payment_intent", row);
    }
    return row.object;
  }),
  route(
    "GET",
    "/v1/payment_intents",
    object({ customer: text().optional(), ...created, ...page, ...expand }),
    async ({ store }, params) => {
      const filter = { ...(params.customer ? { customer: params.customer } : {}), ...readRange(params.created) };
      const rows = await store.list("payment_intent", filter);
      return pageOf(
        "/v1/payment_intents",
        rows.map((row) => row.object),
        params,
      );
    },
  ),
  route(
    "GET",
    "/v1/payment_intents/search",
    object({ query: text(), limit: page.limit, page: text().optional(), ...expand }),
    async ({ store }, params) => {
      const search = parseSearch(params.query);
      const metadata = requiredMetadata(search);
      const found = (await store.list("payment_intent", metadata ? { metadata } : {}))
        .map((row) => row.object)
        .filter((one) => matchesSearch(search, one));
      const start = params.page ? Number.parseInt(params.page, 10) || 0 : 0;
      const end = start + (params.limit ?? 10);
      const next_page = end < found.length ? String(end) : null;
      return {
        object: "search_result",
        data: found.slice(start, end),
        has_more: next_page !== null,
        next_page,
        url: "/v1/payment_intents/search",
      };
    },
  ),
  route(
    "GET",
    "/v1/payment_intents/:id",
    object({ client_secret: text().optional(), ...expand }),
    async ({ store, id }) => {
      return (await store.get("payment_intent", id)).object;
    },
  ),
  route(
    "POST",
    "/v1/payment_intents/:id",
    object({
      amount: integer().optional(),
      description: text(1000).optional(),
      metadata: emptyable(metadata()).optional(),
      payment_method: text().optional(),
      receipt_email: emptyable(text()).optional(),
      ...expand,
    }),
    async ({ store, id }, params) => {
      const row = await store.get("payment_intent", id, { lock: true });
      const intent = row.object;
      if (params.amount !== undefined || params.payment_method) {
        assertNotOfSession(row, "update");
        if (!["requires_payment_method", "requires_confirmation"].includes(intent.status))
          throw unexpectedState(
            `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`,
            intent,
          );
      }
      if (params.amount !== undefined) intent.amount = params.amount;
      if (params.payment_method) {
        intent.payment_method = (await resolvePaymentMethod(store, params.payment_method)).object.id;
        intent.status = "requires_confirmation";
      }
      if (params.description !== undefined) intent.description = params.description;
      if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
      intent.metadata = mergeMetadata(intent.metadata, params.metadata);
      await store.put("payment_intent", row);
      return intent;
    },
  ),
  route("POST", "/v1/payment_intents/:id/confirm", object({ ...confirmFields, ...expand }), async (call, params) => {
    const row = await call.store.get("payment_intent", call.id, { lock: true });
    assertNotOfSession(row, "confirm");
    return confirm(call, row, params);
  }),
  route(
    "POST",
    "/v1/payment_intents/:id/capture",
    object({
      amount_to_capture: positive().optional(),
      final_capture: bool().optional(),
      metadata: emptyable(metadata()).optional(),
      statement_descriptor: text(22).optional(),
      statement_descriptor_suffix: text(22).optional(),
      ...expand,
    }),
    async ({ store, id }, params) => {
      const row = await store.get("payment_intent", id, { lock: true });
      if (params.final_capture === false)
        throw invalidRequest("Multicapture is not available for this PaymentIntent.", {
          param: "final_capture",
          payment_intent: row.object,
        });
      row.object.metadata = mergeMetadata(row.object.metadata, params.metadata);
      await captureIntent(store, row, params.amount_to_capture);
      return row.object;
    },
  ),
  route(
    "POST",
    "/v1/payment_intents/:id/cancel",
    object({
      cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer").optional(),
      ...expand,
    }),
    async ({ store, id }, params) => {
      const row = await store.get("payment_intent", id, { lock: true });
      const { status } = row.object;
      if (status === "succeeded" || status === "canceled")
        throw unexpectedState(
          `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
          row.object,
        );
      if (status !== "requires_capture") assertNotOfSession(row, "cancel");
      await cancelIntent(store, row, params.cancellation_reason ?? null);
      return row.object;
    },
  ),
];
