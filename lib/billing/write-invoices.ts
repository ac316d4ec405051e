import { sql } from "drizzle-orm";
import { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import type { Settings } from "@/lib/settings/schema";
import { sellerFrom } from "./billing-of";
import type { PreparedInvoice } from "./prepare-invoice";
import { lockSeries, seriesOf, takeNumbers } from "./take-numbers";

export type IssuedInvoice = {
  id: string;
  number: string;
  merchantId: string;
  state: "open" | "paid";
  currency: string;
  totalMinor: number;
  lines: { id: string; domainId: string | null; nameAscii: string; priceMinor: number; taxMinor: number }[];
};

/** Locks the series of today's invoices (or credit notes), so that numbers have no gaps and nobody issues beside us. */
export async function lockTodaysSeries(
  tx: Tx,
  ctx: Ctx,
  settings: Settings,
  kind: "invoice" | "credit_note" = "invoice",
): Promise<string> {
  const series = seriesOf(settings.invoicePrefix, ctx.clock.now().getUTCFullYear(), kind);
  await lockSeries(tx, series);
  return series;
}

/**
 * Numbers and writes what was prepared, thousands in as few statements as one: the rows travel as JSON. The series is
 * locked by the caller.
 */
export async function writeInvoices(
  tx: Tx,
  ctx: Ctx,
  settings: Settings,
  series: string,
  prepared: readonly PreparedInvoice[],
): Promise<IssuedInvoice[]> {
  if (prepared.length === 0) return [];
  const now = ctx.clock.now();
  const numbers = await takeNumbers(tx, series, prepared.length);
  const heads = prepared.map(({ lines, ...head }, at) => ({
    ...head,
    id: newId("invoice"),
    number: numbers[at] ?? "",
    totalMinor: head.subtotalMinor + head.taxMinor,
    paidAt: head.state === "paid" ? now : null,
    lines,
  }));
  const lines = heads.flatMap((head) =>
    head.lines.map((line, position) => ({
      ...line,
      id: newId("invoiceLine"),
      invoiceId: head.id,
      merchantId: head.merchantId,
      position,
    })),
  );
  await tx.execute(sql`
    insert into ${invoices} (id, number, kind, state, merchant_id, currency, subtotal_minor, tax_minor, total_minor,
      tax_rate_basis_points, reverse_charge, tax_note, seller, buyer, order_id, corrects_id, reason, issued_at, due_at,
      paid_at, ended_at, next_dunning_at)
    select id, number, kind, state, "merchantId", currency, "subtotalMinor", "taxMinor", "totalMinor",
      "taxRateBasisPoints", "reverseCharge", "taxNote", ${JSON.stringify(sellerFrom(settings))}::jsonb, buyer, "orderId",
      "correctsId", reason, ${now.toISOString()}::timestamptz, "dueAt", "paidAt", "paidAt", "nextDunningAt"
    from jsonb_to_recordset(${JSON.stringify(heads.map(({ lines: _, ...head }) => head))}::jsonb) as head(
      id text, number text, kind text, state text, "merchantId" text, currency text, "subtotalMinor" int, "taxMinor" int,
      "totalMinor" int, "taxRateBasisPoints" int, "reverseCharge" bool, "taxNote" text, buyer jsonb, "orderId" text,
      "correctsId" text, reason text, "dueAt" timestamptz, "paidAt" timestamptz, "nextDunningAt" timestamptz)`);
  await tx.execute(sql`
    insert into ${invoiceLines} (id, invoice_id, merchant_id, position, kind, domain_id, name_ascii, years, period_start,
      price_minor, tax_minor, cost_minor, cost_currency, rate, rate_at, live, order_item_id)
    select id, "invoiceId", "merchantId", position, kind, "domainId", "nameAscii", years, "periodStart", "priceMinor",
      "taxMinor", "costMinor", "costCurrency", rate, "rateAt", live, "orderItemId"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line(
      id text, "invoiceId" text, "merchantId" text, position int, kind text, "domainId" text, "nameAscii" text, years int,
      "periodStart" timestamptz, "priceMinor" int, "taxMinor" int, "costMinor" int, "costCurrency" text, rate text,
      "rateAt" timestamptz, live bool, "orderItemId" text)`);
  const linesOf = new Map<string, typeof lines>();
  for (const line of lines) {
    const mine = linesOf.get(line.invoiceId);
    if (mine) mine.push(line);
    else linesOf.set(line.invoiceId, [line]);
  }
  return heads.map(({ id, number, merchantId, state, currency, totalMinor }) => ({
    id,
    number,
    merchantId,
    state,
    currency,
    totalMinor,
    lines: (linesOf.get(id) ?? []).map(({ id, domainId, nameAscii, priceMinor, taxMinor }) => ({
      id,
      domainId,
      nameAscii,
      priceMinor,
      taxMinor,
    })),
  }));
}
