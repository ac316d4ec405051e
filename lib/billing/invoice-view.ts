import { and, asc, eq, inArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices, merchants, orders, payments, refunds } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { invoiceHistory } from "./invoice-history";
import { type InvoiceLine, linesOf, visibleInvoice } from "./invoice-rows";
import type { InvoiceLineView, InvoiceView } from "./views";

const live = ["awaiting_payment", "review", "fulfilling"];

/** Everything an invoice's page and its PDF show, from our own tables. Admins see any invoice, merchants their own. */
export async function invoiceView(ctx: Ctx, invoiceId: string): Promise<InvoiceView> {
  const invoice = await visibleInvoice(ctx, invoiceId);
  const [lines, [merchant], tries, notes, [corrects]] = await Promise.all([
    linesOf(db(), invoice.id),
    db().select({ name: merchants.name }).from(merchants).where(eq(merchants.id, invoice.merchantId)),
    db()
      .select()
      .from(orders)
      .where(or(eq(orders.invoiceId, invoice.id), invoice.orderId ? eq(orders.id, invoice.orderId) : undefined))
      .orderBy(asc(orders.placedAt)),
    db().select().from(invoices).where(eq(invoices.correctsId, invoice.id)).orderBy(asc(invoices.issuedAt)),
    invoice.correctsId ? db().select().from(invoices).where(eq(invoices.id, invoice.correctsId)) : [],
  ]);
  const orderIds = tries.map((order) => order.id);
  const noteIds = notes.map((note) => note.id);
  const [paid, given, creditedLines] = await Promise.all([
    orderIds.length > 0 ? db().select().from(payments).where(inArray(payments.orderId, orderIds)) : [],
    orderIds.length > 0 ? db().select().from(refunds).where(inArray(refunds.orderId, orderIds)) : [],
    noteIds.length > 0
      ? db()
          .select()
          .from(invoiceLines)
          .where(and(inArray(invoiceLines.invoiceId, noteIds)))
      : [],
  ]);
  const owed = tries.find((order) => order.owedMinor > 0);
  const underWay = tries.some((order) => live.includes(order.state));
  const leftMinor = invoice.totalMinor - invoice.creditedMinor;
  const dueMinor = invoice.state !== "open" ? 0 : owed ? Math.min(owed.owedMinor, leftMinor) : leftMinor;
  const now = ctx.clock.now();
  return {
    id: invoice.id,
    number: invoice.number,
    kind: invoice.kind,
    state: invoice.state,
    overdue: invoice.state === "open" && invoice.dueAt < now,
    issuedAt: invoice.issuedAt.toISOString(),
    dueAt: invoice.dueAt.toISOString(),
    paidAt: invoice.paidAt?.toISOString() ?? null,
    currency: invoice.currency,
    subtotalMinor: invoice.subtotalMinor,
    taxMinor: invoice.taxMinor,
    totalMinor: invoice.totalMinor,
    creditedMinor: invoice.creditedMinor,
    dueMinor,
    taxRatePercent: invoice.taxRateBasisPoints / 100,
    reverseCharge: invoice.reverseCharge,
    taxNote: invoice.taxNote,
    reason: invoice.reason,
    seller: invoice.seller,
    buyer: invoice.buyer,
    merchantId: invoice.merchantId,
    merchantName: merchant?.name ?? "",
    lines: lines.map((line) => lineView(line, invoice.currency, creditedLines)),
    corrects: corrects ? { id: corrects.id, number: corrects.number } : null,
    creditNotes: notes.map((note) => ({
      id: note.id,
      number: note.number,
      issuedAt: note.issuedAt.toISOString(),
      totalMinor: note.totalMinor,
      reason: note.reason,
    })),
    history: invoiceHistory({ invoice, orders: tries, payments: paid, refunds: given, notes }),
    orderId: paid.find((payment) => payment.capturedMinor > 0)?.orderId ?? tries.at(-1)?.id ?? null,
    underWay,
    canPay:
      invoice.state === "open" &&
      dueMinor > 0 &&
      !tries.some(({ state }) => state === "fulfilling" || state === "review"),
  };
}

function lineView(line: InvoiceLine, currency: string, credited: readonly InvoiceLine[]): InvoiceLineView {
  const back = credited
    .filter((each) => each.nameAscii === line.nameAscii && each.kind === line.kind)
    .reduce((sum, each) => sum + each.priceMinor, 0);
  return {
    id: line.id,
    kind: line.kind,
    nameAscii: line.nameAscii,
    nameUnicode: displayName(line.nameAscii),
    domainId: line.domainId,
    years: line.years,
    periodStart: line.periodStart?.toISOString() ?? null,
    periodEnd: line.periodStart ? yearsLater(line.periodStart, line.years).toISOString() : null,
    priceMinor: line.priceMinor,
    taxMinor: line.taxMinor,
    rate:
      line.costCurrency === currency
        ? null
        : { from: line.costCurrency, rate: line.rate, at: line.rateAt?.toISOString() ?? null },
    delivered: line.orderItemId !== null,
    credited: back > 0 && back >= line.priceMinor,
  };
}

function yearsLater(from: Date, years: number): Date {
  const to = new Date(from);
  to.setUTCFullYear(to.getUTCFullYear() + years);
  return to;
}
