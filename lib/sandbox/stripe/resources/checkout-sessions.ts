import { invalidRequest } from "../api-failure";
import { createSession } from "../create-session";
import { idOf } from "../objects";
import { expireSession, showSession } from "../pay-session";
import { created, expand, metadata, object, oneOf, page, readRange, text } from "../read-params";
import { pageOf, route } from "../route";
import { sessionParams } from "../session-params";
import { mergeMetadata } from "./customers";

export const checkoutSessionRoutes = [
  route("POST", "/v1/checkout/sessions", sessionParams, async ({ store, sandboxUrl }, params) => {
    return (await createSession(store, params, sandboxUrl)).object;
  }),
  route(
    "GET",
    "/v1/checkout/sessions",
    object({
      customer: text().optional(),
      payment_intent: text().optional(),
      status: oneOf("complete", "expired", "open").optional(),
      ...created,
      ...page,
      ...expand,
    }),
    async ({ store }, params) => {
      const rows = await store.list("checkout.session", {
        ...(params.customer ? { customer: params.customer } : {}),
        ...(params.payment_intent ? { paymentIntent: params.payment_intent } : {}),
        ...readRange(params.created),
      });
      const found = rows.filter((row) => !params.status || row.object.status === params.status);
      return pageOf("/v1/checkout/sessions", await Promise.all(found.map((row) => showSession(store, row))), params);
    },
  ),
  route("GET", "/v1/checkout/sessions/:id", object(expand), async ({ store, id }) => {
    return showSession(store, await store.get("checkout.session", id));
  }),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    object({ metadata: metadata().optional(), ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("checkout.session", id, { lock: true });
      row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata);
      await store.put("checkout.session", row);
      return showSession(store, row);
    },
  ),
  route(
    "GET",
    "/v1/checkout/sessions/:id/line_items",
    object({ ...page, ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("checkout.session", id);
      return pageOf(`/v1/checkout/sessions/${id}/line_items`, row.hidden.lineItems, params);
    },
  ),
  route("POST", "/v1/checkout/sessions/:id/expire", object(expand), async ({ store, id }) => {
    const row = await store.get("checkout.session", id, { lock: true });
    if (row.object.status !== "open")
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${row.object.status}.`,
        idOf(row.object.payment_intent)
          ? { payment_intent: (await store.get("payment_intent", idOf(row.object.payment_intent)!)).object }
          : {},
      );
    await expireSession(store, row);
    return row.object;
  }),
];
