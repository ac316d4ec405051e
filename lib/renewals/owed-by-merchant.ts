import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** What each merchant owes for names that were renewed first: the costs behind open receivables, in the platform's currency. */
export async function owedByMerchant(): Promise<Record<string, number>> {
  const rows = await db().execute<{ merchantId: string; owedMinor: number }>(sql`
    select v.merchant_id as "merchantId", sum(l.cost_minor)::int as "owedMinor"
    from invoices v join invoice_lines l on l.invoice_id = v.id and l.live
    where v.state = 'open' and v.kind = 'receivable' group by v.merchant_id`);
  return Object.fromEntries(rows.map((row) => [row.merchantId, row.owedMinor]));
}
