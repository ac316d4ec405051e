import type { Inngest } from "inngest";
import { chargeInvoice } from "@/lib/orders/charge-invoice";
import { stepCtx } from "../runtime-clock";

/** Pays an invoice by a saved card; an answer that is not known yet is asked for again. */
export const chargeInvoiceByCard = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "charge-invoice", retries: 20, triggers: [{ event: "invoice/charge-due" }] },
    ({ event, step }) =>
      step.run("charge", () => chargeInvoice(stepCtx("charge-invoice"), { invoiceId: event.data.invoiceId })),
  );
