import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { issueInvoice } from "@/lib/billing/issue-invoices";
import type { LineDraft } from "@/lib/billing/prepare-invoice";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { payInvoice } from "@/lib/orders/pay-invoice";
import { getSettings } from "@/lib/settings/get-settings";
import { closeOwnPages } from "./close-own-pages";
import { ownName } from "./own-name";
import { renewalLine } from "./renewal-line";
import { phaseOf, renewableYears, renewalQuote } from "./renewal-quote";
import { renewalRow } from "./renewal-row";
import { renewalTerms } from "./renewal-terms";
import { withdrawRenewal } from "./withdraw-renewal";

export type PayAnswer = { invoiceId: string; orderId: string; payUrl: string };

/**
 * Renews a name for some years now, or restores it where it can only be restored: an invoice at today's price, whatever the
 * caller believes that is, and the way to pay it. An open invoice for the same period gives way.
 */
export async function renewNow(
  ctx: Ctx,
  { domainId, years }: { domainId: string; years?: number },
): Promise<PayAnswer> {
  const { invoiceId } = await invoiceNow(ctx, { domainId, ...(years === undefined ? {} : { years }) });
  return { invoiceId, ...(await payInvoice(ctx, { invoiceId })) };
}

/** The invoice alone; `renewNow` opens the way to pay it too. */
export async function invoiceNow(
  ctx: Ctx,
  { domainId, years: asked }: { domainId: string; years?: number },
): Promise<{ invoiceId: string }> {
  const domain = await ownName(ctx, domainId);
  const quote = await renewalQuote(ctx, { domainId });
  const years = asked ?? quote.terms[0]?.years;
  const shown = displayName(domain.nameAscii);
  if (!years || !quote.terms.some((term) => term.years === years)) {
    const possible = quote.terms.map((term) => term.years);
    throw new AppError(
      "invalid",
      possible.length === 0
        ? `${shown} is paid for as far ahead as its registry allows, ten years. Nothing was charged.`
        : `${shown} can be renewed for ${possible.join(", ")} ${possible.length === 1 && possible[0] === 1 ? "year" : "years"}. Nothing was charged. Choose one of these.`,
      { fields: { years: "Choose a term from the list." } },
    );
  }
  const settings = await getSettings();
  const termsOf = await renewalTerms(settings);
  await closeOwnPages(ctx, domain.merchantId, [domainId]);
  return inTransaction("renew-now", async (tx) => {
    await tx.select({ id: domains.id }).from(domains).where(eq(domains.id, domainId)).for("update");
    const row = await renewalRow(tx, domainId);
    const terms = row && termsOf(row.registrarAccountId, row.tld);
    const now = ctx.clock.now();
    const line = row && renewalLine(row, terms, settings, now, years);
    if (!row || !terms || !line)
      throw new AppError("conflict", `The price of ${shown} is not known. Nothing was charged.`);
    const phase = phaseOf(row.registration, row.expiresAt, now);
    if (!renewableYears(terms, phase, row.expiresAt, now).includes(years))
      throw new AppError("conflict", `${shown} has just been renewed. Nothing was charged. Look at it again.`);
    const withdrawn = await withdrawRenewal(tx, ctx, {
      domainIds: [domainId],
      reason: "Its merchant renews the name now; another invoice takes its place.",
    });
    if (withdrawn === "busy")
      throw new AppError(
        "conflict",
        `${shown} is being paid for at this moment. Nothing is charged twice. Look at your orders.`,
      );
    const restoring = phase === "redemption";
    const invoice = await issueInvoice(tx, ctx, {
      merchantId: domain.merchantId,
      kind: restoring ? "restore" : "renewal",
      lines: [restoring ? restoreLine(line, terms) : line],
      dueAt: row.expiresAt > now ? row.expiresAt : now,
      // Whoever asks now pays now. Left unpaid, only a name that renews by itself is reminded of and charged.
      nextDunningAt: row.autoRenew && !restoring ? later(now, DAY) : null,
    });
    return { invoiceId: invoice.id };
  });
}

/** What a registrar lists for a restore has the year in it. */
function restoreLine(
  line: LineDraft,
  { restorePriceMinor, restoreCostMinor }: { restorePriceMinor: number | null; restoreCostMinor: number | null },
): LineDraft {
  return {
    ...line,
    kind: "restore",
    priceMinor: restorePriceMinor ?? line.priceMinor,
    costMinor: restoreCostMinor ?? line.costMinor,
  };
}
