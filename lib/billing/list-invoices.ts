import { and, desc, eq, exists, ilike, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices, merchants } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import type { InvoiceRow } from "./views";

export const invoiceFilters = ["open", "overdue", "paid", "void", "written_off", "credit_note"] as const;

export type InvoiceFilter = {
  after?: string | undefined;
  limit?: number | undefined;
  state?: (typeof invoiceFilters)[number] | undefined;
  query?: string | undefined;
  merchantId?: string | undefined;
};

/** Invoices and credit notes, newest first, a page at a time (keyset): a merchant's own, all for admins. `after` is the last id of the page before. */
export async function listInvoices(
  ctx: Ctx,
  given: InvoiceFilter = {},
): Promise<{ rows: InvoiceRow[]; next: string | null; total: number }> {
  const admin = ctx.actor.kind === "admin";
  const merchantId = admin ? given.merchantId : requireMerchant(ctx);
  const [query, after] = [withoutNul(given.query), withoutNul(given.after)];
  const limit = Math.min(Math.max(given.limit ?? 50, 1), 200);
  const now = ctx.clock.now();
  const pattern = query ? `%${query.replace(/[\\%_]/g, "\\$&")}%` : null;
  const wanted = and(
    merchantId ? eq(invoices.merchantId, merchantId) : undefined,
    given.state === "overdue"
      ? sql`${invoices.state} = 'open' and ${invoices.dueAt} < ${now.toISOString()}::timestamptz`
      : given.state === "credit_note"
        ? eq(invoices.kind, "credit_note")
        : given.state
          ? and(eq(invoices.state, given.state), sql`${invoices.kind} <> 'credit_note'`)
          : undefined,
    pattern
      ? or(
          ilike(invoices.number, pattern),
          eq(invoices.id, query ?? ""),
          admin ? ilike(merchants.name, pattern) : undefined,
          exists(
            db()
              .select({ one: sql`1` })
              .from(invoiceLines)
              .where(and(eq(invoiceLines.invoiceId, invoices.id), ilike(invoiceLines.nameAscii, pattern))),
          ),
        )
      : undefined,
  );
  const rows = await db()
    .select({
      id: invoices.id,
      number: invoices.number,
      kind: invoices.kind,
      state: invoices.state,
      issuedAt: invoices.issuedAt,
      dueAt: invoices.dueAt,
      currency: invoices.currency,
      totalMinor: invoices.totalMinor,
      creditedMinor: invoices.creditedMinor,
      merchantId: invoices.merchantId,
      merchantName: merchants.name,
      names: sql<
        string[] | null
      >`(select array_agg(l.name_ascii order by l.position) filter (where l.position < 3) from invoice_lines l where l.invoice_id = ${invoices.id})`,
      nameCount: sql<number>`(select count(*)::int from invoice_lines l where l.invoice_id = ${invoices.id})`,
    })
    .from(invoices)
    .innerJoin(merchants, eq(merchants.id, invoices.merchantId))
    .where(
      and(
        wanted,
        after
          ? sql`(${invoices.issuedAt}, ${invoices.id}) < (select i.issued_at, i.id from invoices i where i.id = ${after})`
          : undefined,
      ),
    )
    .orderBy(desc(invoices.issuedAt), desc(invoices.id))
    .limit(limit + 1);
  const [{ total } = { total: 0 }] = await db()
    .select({ total: sql<number>`count(*)::int` })
    .from(invoices)
    .innerJoin(merchants, eq(merchants.id, invoices.merchantId))
    .where(wanted);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({
      ...row,
      names: row.names ?? [],
      overdue: row.state === "open" && row.dueAt < now,
      issuedAt: row.issuedAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    total,
  };
}

/** What a merchant owes and what of it is overdue, by currency. */
export async function owedByMerchant(
  ctx: Ctx,
): Promise<{ currency: string; count: number; openMinor: number; overdueMinor: number }[]> {
  const merchantId = requireMerchant(ctx);
  const leftMinor = sql`(${invoices.totalMinor} - ${invoices.creditedMinor})`;
  return db()
    .select({
      currency: invoices.currency,
      count: sql<number>`count(*)::int`,
      openMinor: sql<number>`sum(${leftMinor})::int`,
      overdueMinor: sql<number>`coalesce(sum(${leftMinor}) filter (where ${invoices.dueAt} < ${ctx.clock.now().toISOString()}::timestamptz), 0)::int`,
    })
    .from(invoices)
    .where(and(eq(invoices.merchantId, merchantId), eq(invoices.state, "open")))
    .groupBy(invoices.currency);
}

/** Postgres refuses NUL in text with an error instead of "no rows". */
const withoutNul = (text: string | undefined) => text?.replaceAll("\0", "");
