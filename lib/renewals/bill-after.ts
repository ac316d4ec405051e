import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { issueInvoice } from "@/lib/billing/issue-invoices";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { fundOrder } from "@/lib/orders/fund-order";
import { placeInvoiceOrder } from "@/lib/orders/place-invoice-order";
import { getSettings } from "@/lib/settings/get-settings";
import { renewalLine } from "./renewal-line";
import { renewalRow } from "./renewal-row";
import { renewalTerms } from "./renewal-terms";
import { withdrawRenewal } from "./withdraw-renewal";

/**
 * Renews a name now and bills its merchant after (L-6, PE-39): the open invoice becomes a receivable with its own reminders,
 * and an order delivers it that needs no money first. Where the registrar has renewed it already (`unasked`), the order
 * finds that and books the cost; no second year is bought. False when the name is being paid for at this moment.
 */
export async function billAfter(
  ctx: Ctx,
  { domainId, cause, years }: { domainId: string; cause: "renewed_first" | "unasked"; years?: number },
): Promise<boolean> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const termsOf = await renewalTerms(settings);
  const orderId = await inTransaction("bill-after", async (tx) => {
    await tx.select({ id: domains.id }).from(domains).where(eq(domains.id, domainId)).for("update");
    const name = await renewalRow(tx, domainId);
    if (!name?.merchantId) return null;
    const now = ctx.clock.now();
    const line = renewalLine(name, termsOf(name.registrarAccountId, name.tld), settings, now, years);
    if (!line) return null;
    const withdrawn = await withdrawRenewal(tx, ctx, {
      domainIds: [domainId],
      reason: "The name was renewed before it was paid; a new invoice says what is owed.",
    });
    if (withdrawn === "busy") return null;
    const invoice = await issueInvoice(tx, ctx, {
      merchantId: name.merchantId,
      kind: "receivable",
      lines: [line],
      dueAt: later(now, 14 * DAY),
      nextDunningAt: now,
    });
    const placed = await placeInvoiceOrder(tx, ctx, invoice.id, { by: "later" });
    if (!placed) return null;
    const shown = displayName(name.nameAscii);
    await openCase(tx, ctx, {
      kind: "renewed_unpaid",
      subjectId: invoice.id,
      merchantId: name.merchantId,
      orderId: placed.order.id,
      summary:
        cause === "unasked"
          ? `The registrar renewed ${shown} by itself and charged us. Invoice ${invoice.number} asks its merchant for the money.`
          : `${shown} was renewed before it was paid, because it earns. Invoice ${invoice.number} asks its merchant for the money.`,
      facts: { name: name.nameAscii, invoice: invoice.number, cause },
    });
    await tell(tx, ctx, {
      side: "money",
      fact: cause === "unasked" ? "renewed_unasked" : "renewed_first",
      merchantId: name.merchantId,
      domainId,
      orderId: placed.order.id,
      data: {
        name: name.nameAscii,
        registrar: name.registrar,
        number: invoice.number,
        totalMinor: invoice.totalMinor,
        currency: invoice.currency,
      },
    });
    return placed.order.id;
  });
  if (!orderId) return false;
  await fundOrder(ctx, orderId);
  return true;
}
