import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";

export type Invoice = typeof invoices.$inferSelect;
export type InvoiceLine = typeof invoiceLines.$inferSelect;

/** An invoice the actor may see: a merchant's own, any for admins and jobs; everybody else's does not exist. */
export async function visibleInvoice(ctx: Ctx, invoiceId: string, tx?: Tx): Promise<Invoice> {
  if (!/^inv_[0-9a-z]{1,40}$/.test(invoiceId)) throw notFound("invoice");
  const mine =
    ctx.actor.kind === "admin" || ctx.actor.kind === "job" ? undefined : eq(invoices.merchantId, ctx.merchantId ?? "");
  const [invoice] = await (tx ?? db())
    .select()
    .from(invoices)
    .where(and(eq(invoices.id, invoiceId), mine));
  if (!invoice) throw notFound("invoice");
  return invoice;
}

/** Locks an invoice: whatever pays, credits or ends it goes one after another. */
export async function lockInvoice(tx: Tx, invoiceId: string): Promise<Invoice> {
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!invoice) throw notFound("invoice");
  return invoice;
}

export async function linesOf(at: Tx | ReturnType<typeof db>, invoiceId: string): Promise<InvoiceLine[]> {
  return at
    .select()
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, invoiceId))
    .orderBy(asc(invoiceLines.position));
}

export const lineTotal = (line: Pick<InvoiceLine, "priceMinor" | "taxMinor">) => line.priceMinor + line.taxMinor;
