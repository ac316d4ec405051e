import type { Ctx } from "@/lib/kernel/context";
import { requireMerchant } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { orderView } from "./order-view";
import { refreshPayment } from "./refresh-payment";
import { visibleOrder } from "./rows";
import type { OrderView } from "./views";

/** Called when the merchant comes back from the payment page: looks at once rather than waiting for the webhook. */
export async function returnFromPayment(ctx: Ctx, { orderId }: { orderId: string }): Promise<OrderView> {
  requireMerchant(ctx);
  const order = await visibleOrder(ctx, orderId);
  if (order.state === "awaiting_payment") {
    try {
      await refreshPayment(ctx, { orderId });
    } catch (error) {
      // The page still shows what is on record; the webhook or the reconciler tell the rest.
      if (!(error instanceof ProviderError)) throw error;
    }
  }
  return orderView(ctx, orderId);
}
