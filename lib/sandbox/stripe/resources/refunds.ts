import { invalidRequest } from "../api-failure";
import { createRefund } from "../create-refund";
import { idOf } from "../objects";
import { created, emptyable, expand, metadata, object, oneOf, page, positive, readRange, text } from "../read-params";
import { pageOf, route } from "../route";
import { mergeMetadata } from "./customers";

export const refundRoutes = [
  route(
    "POST",
    "/v1/refunds",
    object({
      amount: positive().optional(),
      charge: text().optional(),
      metadata: emptyable(metadata()).optional(),
      payment_intent: text().optional(),
      reason: oneOf("duplicate", "fraudulent", "requested_by_customer").optional(),
      ...expand,
    }),
    async ({ store }, params) => {
      if (!params.charge && !params.payment_intent)
        throw invalidRequest(
          "One of the following params should be provided for this request: payment_intent or charge.",
          {
            code: "parameter_missing",
          },
        );
      // The intent is locked before its charge, as captures do: the two orders would wait for each other.
      const id =
        params.payment_intent ??
        idOf((await store.get("charge", params.charge!, { param: "charge" })).object.payment_intent);
      const intent = (await store.get("payment_intent", id!, { lock: true, param: "payment_intent" })).object;
      const charge = params.charge ?? idOf(intent.latest_charge);
      if (!charge)
        throw invalidRequest("This PaymentIntent does not have a successful charge to refund.", {
          param: "payment_intent",
          payment_intent: intent,
        });
      return (await createRefund(store, { ...params, charge })).object;
    },
  ),
  route(
    "GET",
    "/v1/refunds",
    object({ charge: text().optional(), payment_intent: text().optional(), ...created, ...page, ...expand }),
    async ({ store }, params) => {
      const rows = await store.list("refund", {
        ...(params.payment_intent ? { paymentIntent: params.payment_intent } : {}),
        ...readRange(params.created),
      });
      const found = rows.map((row) => row.object).filter((one) => !params.charge || one.charge === params.charge);
      return pageOf("/v1/refunds", found, params);
    },
  ),
  route("GET", "/v1/refunds/:id", object(expand), async ({ store, id }) => (await store.get("refund", id)).object),
  route(
    "POST",
    "/v1/refunds/:id",
    object({ metadata: emptyable(metadata()).optional(), ...expand }),
    async ({ store, id }, params) => {
      const row = await store.get("refund", id, { lock: true });
      row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata);
      await store.put("refund", row);
      await store.emit("refund.updated", row.object);
      return row.object;
    },
  ),
];
