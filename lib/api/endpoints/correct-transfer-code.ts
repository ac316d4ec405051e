import { z } from "zod";
import { correctCode } from "@/lib/orders/correct-code";
import { orderView } from "@/lib/orders/order-view";
import { authCodeSchema } from "@/lib/transfers/auth-code";
import { endpoint } from "../endpoint";
import { idParams } from "../id-params";
import { transferResource } from "../resources";
import { toTransfer } from "../to-transfer";

export const correctTransferCodeEndpoint = endpoint({
  id: "correctTransferCode",
  method: "POST",
  path: "/transfers/{id}/code",
  tag: "Transfers",
  summary: "Give a transfer another auth code",
  description: "When its state is needs_code. It is asked for again with the money it has.",
  scope: "domains:buy",
  params: idParams("ord"),
  body: z.strictObject({ auth_code: authCodeSchema }),
  example: { auth_code: "8kP-2xQ!w9" },
  responses: { 200: { description: "It is on its way again.", body: transferResource } },
  errors: ["not_found"],
  handler: async (ctx, { params, body }) => {
    toTransfer(await orderView(ctx, params.id));
    await correctCode(ctx, { orderId: params.id, authCode: body.auth_code });
    return { status: 200, body: toTransfer(await orderView(ctx, params.id)) };
  },
});
