import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { type Charge, chargeInvoice } from "@/lib/orders/charge-invoice";
import type { OrderView } from "@/lib/orders/views";
import { awaitOrder } from "./await-order";
import { ApiRefusal } from "./problem";

/**
 * Pays an open invoice of the acting merchant as the platform would: account credit first, then the saved cards. Answers its
 * order, ended or still at work after `patienceMs`. A refusal says where a person can pay instead. The caller made sure
 * whose invoice it is.
 */
export async function payBySavedCard(ctx: Ctx, invoiceId: string, patienceMs: number): Promise<OrderView> {
  requireWriter(ctx);
  const charge = await chargeInvoice({ ...ctx, actor: { kind: "job", name: "api" } }, { invoiceId });
  const secured = charge.outcome === "started" || charge.outcome === "waiting";
  if (!secured || charge.orderId === null) throw refusalOf(charge, `${appUrl()}/invoices/${invoiceId}`);
  const order = await awaitOrder(ctx, charge.orderId, patienceMs);
  if (order.state === "failed" || order.state === "cancelled") throw new ApiRefusal("provider_failed", order.headline);
  return order;
}

function refusalOf(charge: Charge, payUrl: string): ApiRefusal {
  const stays = "Nothing was charged; the invoice stays open. Pay it at pay_url.";
  switch (charge.outcome) {
    case "no_card":
      return new ApiRefusal("payment_required", `There is no saved card, and not enough account credit. ${stays}`, {
        payUrl,
      });
    case "needs_person":
      return new ApiRefusal("payment_required", `The bank wants to hear from the cardholder. ${stays}`, { payUrl });
    case "refused":
      return new ApiRefusal(
        "payment_required",
        `Your saved card was refused: ${charge.message ?? "the bank gives no reason."} ${stays}`,
        { payUrl },
      );
    default:
      return new ApiRefusal("conflict", "Nothing is left to pay of this invoice. Nothing was charged.");
  }
}
