import { and, eq, exists, inArray, ne, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type domains, invoiceLines, invoices, orders } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { voidInvoice } from "@/lib/billing/void-invoice";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { tell } from "@/lib/operations/tell";

/**
 * A name has left: nobody owes for a year of it that cannot be had. An invoice with other names on it is left to the sweep of
 * reminders, which issues those anew; one that is being paid ends with its order; a claim for a year delivered stays.
 */
export async function voidOpenInvoices(tx: Tx, ctx: Ctx, domain: typeof domains.$inferSelect): Promise<void> {
  const others = alias(invoiceLines, "others");
  const liveLines = (of: typeof invoiceLines | typeof others) => and(eq(of.invoiceId, invoices.id), eq(of.live, true));
  const open = await tx
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(
      and(
        eq(invoices.state, "open"),
        inArray(invoices.kind, ["renewal", "restore"]),
        exists(
          tx
            .select({ id: invoiceLines.id })
            .from(invoiceLines)
            .where(and(liveLines(invoiceLines), eq(invoiceLines.domainId, domain.id))),
        ),
        notExists(
          tx
            .select({ id: others.id })
            .from(others)
            .where(and(liveLines(others), or(sql`${others.domainId} is null`, ne(others.domainId, domain.id)))),
        ),
        notExists(
          tx
            .select({ id: orders.id })
            .from(orders)
            .where(and(eq(orders.invoiceId, invoices.id), sql`(${orders.endedAt} is null or ${orders.owedMinor} > 0)`)),
        ),
      ),
    )
    .orderBy(invoices.id);
  const reason = `${displayName(domain.nameAscii)} moved to another registrar.`;
  for (const { id, number } of open) {
    if (!(await voidInvoice(tx, ctx, { invoiceId: id, reason }))) continue;
    await tell(tx, ctx, {
      side: "money",
      fact: "invoice_voided",
      merchantId: domain.merchantId,
      domainId: domain.id,
      data: { name: domain.nameAscii, invoice: number },
      onceKey: `${id}:voided`,
    });
  }
}
