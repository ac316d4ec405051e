import { orderView } from "@/lib/orders/order-view";
import { endpoint } from "../endpoint";
import { idParams } from "../id-params";
import { transferResource } from "../resources";
import { toTransfer } from "../to-transfer";

export const getTransferEndpoint = endpoint({
  id: "getTransfer",
  method: "GET",
  path: "/transfers/{id}",
  tag: "Transfers",
  summary: "Read one transfer",
  description: "Who has to act, what was paid, and how it ended. Transfers take days: ask a few times a day.",
  scope: "domains:read",
  params: idParams("ord"),
  responses: { 200: { description: "The transfer.", body: transferResource } },
  errors: ["not_found"],
  handler: async (ctx, { params }) => ({ status: 200, body: toTransfer(await orderView(ctx, params.id)) }),
});
