import { and, eq, inArray, sql } from "drizzle-orm";
import { invoiceLines, invoices, orders } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { type Invoice, linesOf, lockInvoice } from "@/lib/billing/invoice-rows";
import { issueInvoices } from "@/lib/billing/issue-invoices";
import { settingsIn } from "@/lib/billing/settings-in";
import { voidInvoice } from "@/lib/billing/void-invoice";
import type { Ctx } from "@/lib/kernel/context";
import { publish } from "@/lib/operations/publish";
import { type RenewalRow, renewalLine } from "./renewal-line";
import { renewalTerms } from "./renewal-terms";

/** `busy`: an order is paying one of the names at this moment, and its invoice stays as it was. */
export type Withdrawal = "none" | "busy" | "withdrawn";

/**
 * Takes names out of their open renewal invoices: those are void, and what else was on them is issued anew, as far along its
 * reminders as it was.
 */
export async function withdrawRenewal(
  tx: Tx,
  ctx: Ctx,
  { domainIds, reason }: { domainIds: readonly string[]; reason: string },
): Promise<Withdrawal> {
  const open = await tx
    .selectDistinct({ id: invoices.id })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(
      and(
        inArray(invoiceLines.domainId, [...domainIds]),
        inArray(invoiceLines.kind, ["renew", "restore"]),
        eq(invoiceLines.live, true),
        eq(invoices.state, "open"),
        inArray(invoices.kind, ["renewal", "restore"]),
      ),
    )
    .orderBy(invoices.id);
  let state: Withdrawal = "none";
  for (const { id } of open) {
    const invoice = await lockInvoice(tx, id);
    if (invoice.state !== "open") continue;
    const [busy] = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.invoiceId, id), sql`(${orders.endedAt} is null or ${orders.owedMinor} > 0)`));
    if (busy) return "busy";
    const others = (await linesOf(tx, id)).flatMap((line) =>
      line.domainId && !domainIds.includes(line.domainId) ? [line.domainId] : [],
    );
    await voidInvoice(tx, ctx, { invoiceId: id, reason });
    if (others.length > 0) await issueRest(tx, ctx, invoice, others);
    state = "withdrawn";
  }
  return state;
}

async function issueRest(tx: Tx, ctx: Ctx, before: Invoice, domainIds: string[]): Promise<void> {
  const settings = await settingsIn(tx);
  const termsOf = await renewalTerms(settings, tx);
  const rows = await tx.execute<Omit<RenewalRow, "expiresAt"> & { expiresAt: string }>(sql`
    select d.id, d.name_ascii as "nameAscii", d.tld, d.registrar_account_id as "registrarAccountId", d.expires_at as "expiresAt",
      coalesce(i.premium, false) as premium, d.renew_price_minor as "renewPriceMinor"
    from domains d left join order_items i on i.id = d.order_item_id
    where d.id in (select jsonb_array_elements_text(${JSON.stringify(domainIds)}::jsonb)) order by d.expires_at`);
  const lines = rows.flatMap((row) => {
    const name = { ...row, expiresAt: new Date(row.expiresAt) };
    return renewalLine(name, termsOf(name.registrarAccountId, name.tld), settings, ctx.clock.now()) ?? [];
  });
  if (lines.length === 0) return;
  const { merchantId, dueAt, nextDunningAt, dunningStep } = before;
  const [issued] = await issueInvoices(tx, ctx, [{ merchantId, kind: "renewal", lines, dueAt, nextDunningAt }]);
  if (!issued) return;
  await tx.update(invoices).set({ dunningStep }).where(eq(invoices.id, issued.id));
  await publish(tx, ctx, "invoice/issued", issued.id, { invoiceId: issued.id });
}
