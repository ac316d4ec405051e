import { sql } from "drizzle-orm";
import { invoiceLines } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { billingOf } from "./billing-of";
import { post } from "./post";
import { type InvoiceDraft, prepareInvoice } from "./prepare-invoice";
import { settingsIn } from "./settings-in";
import { type IssuedInvoice, lockTodaysSeries, writeInvoices } from "./write-invoices";

/**
 * Issues invoices, one of each draft, in seven statements however many they are (receivables are booked one by one). A renewal whose period is invoiced
 * already is left out of its draft, and a draft of which nothing is left is not issued (N-2): whoever comes second waits
 * for the first and finds its lines. Amounts are put into each merchant's currency and taxed here.
 */
export async function issueInvoices(tx: Tx, ctx: Ctx, drafts: readonly InvoiceDraft[]): Promise<IssuedInvoice[]> {
  if (drafts.length === 0) return [];
  const settings = await settingsIn(tx);
  const series = await lockTodaysSeries(tx, ctx, settings);
  const taken = await invoicedPeriods(tx, drafts);
  const billing = await billingOf(tx, [...new Set(drafts.map((draft) => draft.merchantId))], settings);
  const prepared = drafts.flatMap((draft) => {
    const lines = draft.lines.filter((line) => {
      const key = periodKey(line.domainId, line.periodStart);
      if (line.kind !== "renew" || !key) return true;
      if (taken.has(key)) return false;
      taken.add(key);
      return true;
    });
    const of = billing.get(draft.merchantId);
    return of && lines.length > 0 ? [prepareInvoice({ ...draft, lines }, of, settings)] : [];
  });
  const issued = await writeInvoices(tx, ctx, settings, series, prepared);
  for (const [at, invoice] of issued.entries()) {
    const draft = prepared[at];
    if (draft?.kind === "receivable") await bookClaim(tx, ctx, invoice, draft.taxMinor);
  }
  return issued;
}

/** What was delivered before it was paid is a claim from the day of its invoice. */
async function bookClaim(tx: Tx, ctx: Ctx, invoice: IssuedInvoice, taxMinor: number): Promise<void> {
  await post(tx, ctx, {
    kind: "owed",
    externalKey: `owed:${invoice.id}`,
    orderId: null,
    merchantId: invoice.merchantId,
    currency: invoice.currency,
    lines: [
      { account: "receivable", amountMinor: invoice.totalMinor },
      { account: "sales", amountMinor: -(invoice.totalMinor - taxMinor) },
      { account: "tax", amountMinor: -taxMinor },
    ],
  });
}

/** Issues one invoice. Throws "conflict" where its periods are invoiced already. */
export async function issueInvoice(tx: Tx, ctx: Ctx, draft: InvoiceDraft): Promise<IssuedInvoice> {
  const [issued] = await issueInvoices(tx, ctx, [draft]);
  if (!issued) {
    throw new AppError(
      "conflict",
      "There is an invoice for this period already. Nothing was charged twice. Look among your invoices and pay that one.",
    );
  }
  return issued;
}

const periodKey = (domainId: string | null, start: Date | null) =>
  domainId && start ? `${domainId} ${start.getTime()}` : null;

async function invoicedPeriods(tx: Tx, drafts: readonly InvoiceDraft[]): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const { lines } of drafts)
    for (const line of lines) if (line.kind === "renew" && line.domainId) ids.add(line.domainId);
  if (ids.size === 0) return new Set();
  const rows = await tx
    .select({ domainId: invoiceLines.domainId, periodStart: invoiceLines.periodStart })
    .from(invoiceLines)
    .where(
      sql`${invoiceLines.kind} = 'renew' and ${invoiceLines.live}
        and ${invoiceLines.domainId} in (select jsonb_array_elements_text(${JSON.stringify([...ids])}::jsonb))`,
    );
  return new Set(rows.flatMap((row) => periodKey(row.domainId, row.periodStart) ?? []));
}
