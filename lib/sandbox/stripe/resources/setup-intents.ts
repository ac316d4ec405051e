import { z } from "zod";
import { invalidRequest } from "../api-failure";
import { confirmSetup } from "../confirm-setup";
import { resolvePaymentMethod } from "../create-payment-method";
import { createSetupIntent } from "../create-setup-intent";
import { idOf } from "../objects";
import { bool, emptyable, expand, metadata, oneOf, object as schemaOf, text, url } from "../read-params";
import { route } from "../route";
import { mergeMetadata } from "./customers";

const usage = oneOf("off_session", "on_session");

export const setupIntentRoutes = [
  route(
    "POST",
    "/v1/setup_intents",
    schemaOf({
      allowed_payment_method_types: z.array(text()).optional(),
      automatic_payment_methods: schemaOf({
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
      const row = await createSetupIntent(store, {
        ...(params.customer ? { customer: params.customer } : {}),
        ...(params.description ? { description: params.description } : {}),
        ...(params.metadata ? { metadata: params.metadata } : {}),
        ...(params.allowed_payment_method_types ? { allowedTypes: params.allowed_payment_method_types } : {}),
        ...(params.usage ? { usage: params.usage } : {}),
        allowRedirects: params.automatic_payment_methods?.allow_redirects ?? "always",
      });
      const { object } = row;
      if (params.confirm && params.payment_method)
        return confirmSetup(call, row, params.payment_method, params.return_url);
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
    schemaOf(expand),
    async ({ store, id }) => (await store.get("setup_intent", id)).object,
  ),
  route(
    "POST",
    "/v1/setup_intents/:id",
    schemaOf({ metadata: emptyable(metadata()).optional(), ...expand }),
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
    schemaOf({ payment_method: text().optional(), return_url: url().optional(), ...expand }),
    async (call, params) => {
      const row = await call.store.get("setup_intent", call.id, { lock: true });
      const method = params.payment_method ?? idOf(row.object.payment_method);
      if (row.object.status === "succeeded" || row.object.status === "canceled" || !method)
        throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${row.object.status}.`, {
          code: "setup_intent_unexpected_state",
          setup_intent: row.object,
        });
      return confirmSetup(call, row, method, params.return_url);
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/cancel",
    schemaOf({ cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer").optional(), ...expand }),
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
