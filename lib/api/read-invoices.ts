import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices, orders } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import type { InvoiceRow } from "./to-invoice";

/** The merchant's invoices that `wanted` lets through, the newest first, with lines and orders: three statements however many. */
export async function readInvoices(ctx: Ctx, wanted: SQL | undefined, limit: number): Promise<InvoiceRow[]> {
  const merchantId = requireMerchant(ctx);
  const found = await db()
    .select()
    .from(invoices)
    .where(and(eq(invoices.merchantId, merchantId), wanted))
    .orderBy(desc(invoices.issuedAt), desc(invoices.id))
    .limit(limit);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const [lines, tries] = await Promise.all([
    db().select().from(invoiceLines).where(inArray(invoiceLines.invoiceId, ids)).orderBy(asc(invoiceLines.position)),
    db()
      .select({ id: orders.id, invoiceId: orders.invoiceId })
      .from(orders)
      .where(inArray(orders.invoiceId, ids))
      .orderBy(asc(orders.invoiceTry)),
  ]);
  const orderOf = new Map(tries.map(({ id, invoiceId }) => [invoiceId, id]));
  return found.map((invoice) => ({
    invoice,
    lines: lines.filter((line) => line.invoiceId === invoice.id),
    payingOrderId: orderOf.get(invoice.id) ?? null,
  }));
}
