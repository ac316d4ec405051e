import { z } from "zod";
import { route } from "@/app/_lib/route";
import { invoicePdf } from "@/lib/billing/invoice-pdf";
import { invoiceView } from "@/lib/billing/invoice-view";

/** The document as a file: for its merchant's people, and for admins. */
export const GET = route({ input: z.object({ invoiceId: z.string().max(80) }) }, async (ctx, { invoiceId }) => {
  const view = await invoiceView(ctx, invoiceId);
  return new Response(new Uint8Array(await invoicePdf(view)), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${view.number}.pdf"`,
      "cache-control": "private, no-store",
    },
  });
});
