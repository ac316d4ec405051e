import { endpoint } from "../endpoint";
import { idParams } from "../id-params";
import { ownedInvoice } from "../owned-invoice";
import { payBySavedCard } from "../pay-by-saved-card";
import { ApiRefusal } from "../problem";
import { invoiceResource } from "../resources";
import { toInvoice } from "../to-invoice";

export const payInvoiceEndpoint = endpoint({
  id: "payInvoice",
  method: "POST",
  path: "/invoices/{id}/pay",
  tag: "Invoices",
  summary: "Pay an invoice with your saved card",
  description:
    "Account credit first, then your saved cards, the preferred one first. The money is held, what the invoice is for is done, and only then is it taken. Waits a few seconds for the end of that.",
  scope: "billing:write",
  params: idParams("inv"),
  responses: {
    200: { description: "Paid and delivered.", body: invoiceResource },
    202: {
      description: "The money is secured and the work is under way: ask the order, or the invoice again.",
      body: invoiceResource,
    },
  },
  errors: ["not_found", "payment_required", "provider_failed"],
  waits: true,
  handler: async (ctx, { params, patienceMs }) => {
    const { invoice } = await ownedInvoice(ctx, params.id);
    if (invoice.state !== "open") {
      const is = invoice.state === "paid" ? "is paid already" : "is no longer open";
      throw new ApiRefusal("conflict", `Invoice ${invoice.number} ${is}. Nothing was charged.`);
    }
    const order = await payBySavedCard(ctx, invoice.id, patienceMs);
    const after = await ownedInvoice(ctx, params.id);
    return after.invoice.state === "open"
      ? { status: 202, body: toInvoice(after), location: `/orders/${order.id}` }
      : { status: 200, body: toInvoice(after) };
  },
});
