import { inTransaction } from "@/db/transaction";
import { visibleInvoice } from "@/lib/billing/invoice-rows";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { fundOrder } from "./fund-order";
import { openCheckout } from "./open-checkout";
import { placeInvoiceOrder } from "./place-invoice-order";

/**
 * Pays an open invoice with its merchant present: account credit first, the rest on Stripe's page. `payUrl` is that page,
 * or the order's own when nothing is left to be paid there. Paying one that is paid is refused, and costs nothing (N-3).
 */
export async function payInvoice(
  ctx: Ctx,
  { invoiceId }: { invoiceId: string },
): Promise<{ orderId: string; payUrl: string }> {
  requireWriter(ctx);
  const invoice = await visibleInvoice(ctx, invoiceId);
  if (invoice.state !== "open")
    throw new AppError(
      "conflict",
      `Invoice ${invoice.number} is ${invoice.state === "paid" ? "paid already" : "no longer open"}. Nothing was charged.`,
    );
  const placed = await inTransaction("pay-invoice", (tx) => placeInvoiceOrder(tx, ctx, invoice.id, { by: "page" }));
  if (!placed) throw new AppError("conflict", `Nothing is left to pay of invoice ${invoice.number}.`);
  const { order, payment } = placed;
  if (payment?.kind === "saved_card")
    throw new AppError(
      "conflict",
      "Your saved card is being asked at this moment. Nothing is charged twice. Look again in a minute.",
    );
  if (payment === null) {
    await fundOrder(ctx, order.id);
    return { orderId: order.id, payUrl: `/orders/${order.id}` };
  }
  return { orderId: order.id, payUrl: await openCheckout(ctx, order) };
}
