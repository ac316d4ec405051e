import { endpoint } from "../endpoint";
import { idParams } from "../id-params";
import { ownedInvoice } from "../owned-invoice";
import { invoiceResource } from "../resources";
import { toInvoice } from "../to-invoice";

export const getInvoiceEndpoint = endpoint({
  id: "getInvoice",
  method: "GET",
  path: "/invoices/{id}",
  tag: "Invoices",
  summary: "Read one invoice",
  scope: "billing:read",
  params: idParams("inv"),
  responses: { 200: { description: "The invoice.", body: invoiceResource } },
  errors: ["not_found"],
  handler: async (ctx, { params }) => ({ status: 200, body: toInvoice(await ownedInvoice(ctx, params.id)) }),
});
