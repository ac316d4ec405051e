import { created, expand, object, page, readRange, text } from "../read-params";
import { pageOf, route } from "../route";

export const chargeRoutes = [
  route(
    "GET",
    "/v1/charges",
    object({ customer: text().optional(), payment_intent: text().optional(), ...created, ...page, ...expand }),
    async ({ store }, params) => {
      const rows = await store.list("charge", {
        ...(params.customer ? { customer: params.customer } : {}),
        ...(params.payment_intent ? { paymentIntent: params.payment_intent } : {}),
        ...readRange(params.created),
      });
      return pageOf(
        "/v1/charges",
        rows.map((row) => row.object),
        params,
      );
    },
  ),
  route("GET", "/v1/charges/:id", object(expand), async ({ store, id }) => (await store.get("charge", id)).object),
];
