import { invoicePdf } from "@/lib/billing/invoice-pdf";
import { invoiceView } from "@/lib/billing/invoice-view";
import type { Ctx } from "@/lib/kernel/context";
import { log } from "@/lib/kernel/log";
import type { Mail } from "@/lib/providers/mail/send-mail";

/**
 * The documents of a mail as files, as they read today (AN-19). One that cannot be drawn does not stop the mail: the page
 * that it leads to has the same figures.
 */
export async function attachedDocuments(ctx: Ctx, invoiceIds: readonly string[]): Promise<Mail["attachments"]> {
  const attachments: Mail["attachments"] = [];
  for (const invoiceId of invoiceIds) {
    try {
      const view = await invoiceView(ctx, invoiceId);
      const content = await invoicePdf(view);
      attachments.push({ filename: `${view.number}.pdf`, contentType: "application/pdf", content });
    } catch (error) {
      log.error("a document could not be attached to its mail", { invoiceId, error });
    }
  }
  return attachments;
}
