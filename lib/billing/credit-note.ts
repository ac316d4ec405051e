import { eq, inArray, sql } from "drizzle-orm";
import { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { formatMoney, splitByWeight } from "@/lib/kernel/money";
import { type Invoice, type InvoiceLine, linesOf, lineTotal, lockInvoice } from "./invoice-rows";
import { post } from "./post";
import type { PreparedLine } from "./prepare-invoice";
import { settingsIn } from "./settings-in";
import { lockTodaysSeries, writeInvoices } from "./write-invoices";

export type CreditWish = {
  invoiceId: string;
  reason: string;
  /** Whole lines of it, or an amount with its tax, spread over all lines. */
  of: { lineIds: readonly string[] } | { amountMinor: number };
};

export type CreditNote = { id: string; number: string; amountMinor: number; taxMinor: number };

/**
 * Takes back from an issued invoice, by a document with a number of its own. Never more than is left of it. It moves money
 * only in the books of a claim that was not collected; giving back what was collected is a refund, which names the note.
 */
export async function creditNote(tx: Tx, ctx: Ctx, wish: CreditWish): Promise<CreditNote> {
  const invoice = await lockInvoice(tx, wish.invoiceId);
  const lines = await linesOf(tx, invoice.id);
  const credited = "lineIds" in wish.of ? wholeLines(lines, wish.of.lineIds) : shareOf(lines, wish.of.amountMinor);
  const subtotalMinor = credited.reduce((sum, line) => sum + line.priceMinor, 0);
  const taxMinor = credited.reduce((sum, line) => sum + line.taxMinor, 0);
  const amountMinor = subtotalMinor + taxMinor;
  refuseExcess(invoice, amountMinor);
  const settings = await settingsIn(tx);
  const series = await lockTodaysSeries(tx, ctx, settings, "credit_note");
  const { currency, buyer, merchantId, taxRateBasisPoints, reverseCharge, taxNote } = invoice;
  const [note] = await writeInvoices(tx, ctx, settings, series, [
    {
      ...{ currency, buyer, merchantId, taxRateBasisPoints, reverseCharge, taxNote, subtotalMinor, taxMinor },
      kind: "credit_note",
      state: "paid",
      orderId: null,
      correctsId: invoice.id,
      reason: wish.reason,
      dueAt: ctx.clock.now(),
      nextDunningAt: null,
      lines: credited,
    },
  ]);
  if (!note) throw new AppError("internal", "The credit note could not be written. Nothing was given back. Try again.");
  await tx
    .update(invoices)
    .set({ creditedMinor: sql`${invoices.creditedMinor} + ${amountMinor}` })
    .where(eq(invoices.id, invoice.id));
  if ("lineIds" in wish.of)
    await tx
      .update(invoiceLines)
      .set({ live: false })
      .where(inArray(invoiceLines.id, [...wish.of.lineIds]));
  if (invoice.kind === "receivable" && invoice.state === "open")
    await post(tx, ctx, {
      kind: "credit_note",
      externalKey: `credit-note:${note.number}`,
      orderId: invoice.orderId,
      merchantId,
      currency,
      lines: [
        { account: "sales", amountMinor: subtotalMinor },
        { account: "tax", amountMinor: taxMinor },
        { account: "receivable", amountMinor: -amountMinor },
      ],
    });
  return { id: note.id, number: note.number, amountMinor, taxMinor };
}

function refuseExcess(invoice: Invoice, amountMinor: number): void {
  const leftMinor = invoice.totalMinor - invoice.creditedMinor;
  const problem =
    invoice.kind === "credit_note"
      ? "A credit note cannot be credited itself."
      : invoice.state === "void"
        ? `Invoice ${invoice.number} is void, and nothing is owed by it.`
        : amountMinor <= 0
          ? "There is nothing to credit."
          : amountMinor > leftMinor
            ? `Only ${formatMoney(leftMinor, invoice.currency)} of invoice ${invoice.number} are left to credit.`
            : null;
  if (problem)
    throw new AppError(
      "conflict",
      `${problem} Nothing was given back. Look at the invoice and choose a smaller amount.`,
    );
}

function wholeLines(lines: readonly InvoiceLine[], lineIds: readonly string[]): PreparedLine[] {
  return lines
    .filter((line) => lineIds.includes(line.id))
    .map((line) => creditLine(line, line.priceMinor, line.taxMinor));
}

/** An amount with its tax, by the weight of each line: half a minor unit nowhere lost. */
function shareOf(lines: readonly InvoiceLine[], amountMinor: number): PreparedLine[] {
  const totalMinor = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  if (totalMinor === 0 || !Number.isSafeInteger(amountMinor) || amountMinor <= 0) return [];
  const taxTotalMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0);
  const taxMinor = Math.round((taxTotalMinor * amountMinor) / totalMinor);
  const weights = lines.map((line) => line.priceMinor);
  const prices = splitByWeight(amountMinor - taxMinor, weights);
  const taxes = splitByWeight(taxMinor, weights);
  return lines.flatMap((line, at) => {
    const [price, tax] = [prices[at] ?? 0, taxes[at] ?? 0];
    return price + tax > 0 ? [creditLine(line, price, tax)] : [];
  });
}

function creditLine(line: InvoiceLine, priceMinor: number, taxMinor: number): PreparedLine {
  const { kind, domainId, nameAscii, years, periodStart, costCurrency, rate, rateAt } = line;
  const of = { kind, domainId, nameAscii, years, periodStart, costCurrency, rate, rateAt };
  return { ...of, priceMinor, taxMinor, costMinor: 0, live: false, orderItemId: line.orderItemId };
}
