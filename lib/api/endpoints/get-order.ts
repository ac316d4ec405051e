import { orderView } from "@/lib/orders/order-view";
import { endpoint } from "../endpoint";
import { idParams } from "../id-params";
import { orderResource } from "../resources";
import { toOrder } from "../to-order";

export const getOrderEndpoint = endpoint({
  id: "getOrder",
  method: "GET",
  path: "/orders/{id}",
  tag: "Orders",
  summary: "Read one order",
  description:
    "How far a renewal, a transfer or a purchase has come, and what it has cost. Ask it again while it is under way.",
  scope: "billing:read",
  params: idParams("ord"),
  responses: { 200: { description: "The order.", body: orderResource } },
  errors: ["not_found"],
  handler: async (ctx, { params }) => ({ status: 200, body: toOrder(await orderView(ctx, params.id)) }),
});
