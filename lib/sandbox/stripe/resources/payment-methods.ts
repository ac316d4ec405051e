import { invalidRequest } from "../api-failure";
import { findCardByNumber } from "../cards";
import { attachPaymentMethod, resolvePaymentMethod } from "../create-payment-method";
import { emptyable, expand, metadata, object, oneOf, page, text } from "../read-params";
import { type Call, KeptFailure, type PageParams, pageOf, route } from "../route";
import { mergeMetadata } from "./customers";

const types = oneOf("card");
const redisplay = oneOf("always", "limited", "unspecified");

async function listFor(
  call: Call,
  url: string,
  customer: string,
  params: PageParams & { allow_redisplay?: string | undefined },
) {
  await call.store.get("customer", customer, { param: "customer" });
  const rows = await call.store.list("payment_method", { customer });
  const found = rows
    .map((row) => row.object)
    .filter((one) => !params.allow_redisplay || one.allow_redisplay === params.allow_redisplay);
  return pageOf(url, found, params);
}

const listParams = { type: types.optional(), allow_redisplay: redisplay.optional(), ...page, ...expand };

export const paymentMethodRoutes = [
  route("GET", "/v1/payment_methods", object({ customer: text().optional(), ...listParams }), async (call, params) => {
    if (!params.customer) return pageOf("/v1/payment_methods", [], params);
    return listFor(call, "/v1/payment_methods", params.customer, params);
  }),
  route("GET", "/v1/customers/:id/payment_methods", object(listParams), async (call, params) => {
    return listFor(call, `/v1/customers/${call.id}/payment_methods`, call.id, params);
  }),
  route("GET", "/v1/payment_methods/:id", object(expand), async ({ store, id }) => {
    return (await store.get("payment_method", id)).object;
  }),
  route(
    "POST",
    "/v1/payment_methods/:id",
    object({ allow_redisplay: redisplay.optional(), metadata: emptyable(metadata()).optional(), ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("payment_method", id, { lock: true });
      if (params.allow_redisplay) row.object.allow_redisplay = params.allow_redisplay;
      row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata);
      await store.put("payment_method", row);
      await store.emit("payment_method.updated", row.object);
      return row.object;
    },
  ),
  route(
    "POST",
    "/v1/payment_methods/:id/attach",
    object({ customer: text(), ...expand }),
    async ({ store, id }, params) => {
      await store.get("customer", params.customer, { param: "customer" });
      const row = await resolvePaymentMethod(store, id);
      const card = findCardByNumber(row.hidden.number);
      if (card?.decline && !card.attaches) {
        const { code, declineCode, message } = card.decline;
        const decline = declineCode ? { decline_code: declineCode } : {};
        return new KeptFailure(402, { type: "card_error", code, ...decline, message });
      }
      await attachPaymentMethod(store, row, params.customer);
      return row.object;
    },
  ),
  route("POST", "/v1/payment_methods/:id/detach", object(expand), async ({ store, id }) => {
    const row = await store.get("payment_method", id, { lock: true });
    if (!row.object.customer)
      throw invalidRequest(
        "The payment method you provided is not attached to a customer so detachment is impossible.",
        {
          param: "payment_method",
        },
      );
    row.object.customer = null;
    row.hidden.detached = true;
    await store.put("payment_method", row);
    await store.emit("payment_method.detached", row.object);
    return row.object;
  }),
];
