import type { z } from "zod";
import type { invoiceLines, invoices } from "@/db/schema";
import type { invoiceResource } from "./resources";
import { toMoney } from "./to-money";

/** `payingOrderId` is of the newest order that was made to pay it. */
export type InvoiceRow = {
  invoice: typeof invoices.$inferSelect;
  lines: (typeof invoiceLines.$inferSelect)[];
  payingOrderId: string | null;
};

export function toInvoice({ invoice, lines, payingOrderId }: InvoiceRow): z.input<typeof invoiceResource> {
  const money = (amountMinor: number) => toMoney(amountMinor, invoice.currency);
  return {
    id: invoice.id,
    number: invoice.number,
    kind: invoice.kind,
    state: invoice.state,
    subtotal: money(invoice.subtotalMinor),
    tax: money(invoice.taxMinor),
    total: money(invoice.totalMinor),
    credited: money(invoice.creditedMinor),
    tax_note: invoice.taxNote,
    issued_at: invoice.issuedAt.toISOString(),
    due_at: invoice.dueAt.toISOString(),
    paid_at: invoice.paidAt?.toISOString() ?? null,
    order_id: invoice.orderId ?? payingOrderId,
    corrects: invoice.correctsId,
    lines: lines.map((line) => ({
      domain: line.nameAscii,
      kind: line.kind,
      years: line.years,
      period_start: line.periodStart?.toISOString() ?? null,
      price: money(line.priceMinor),
      tax: money(line.taxMinor),
    })),
  };
}
