import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/**
 * Charged but not delivered, for everybody to see (L-1): orders of which more was taken than was delivered, counted now by
 * the invariant's own sum. `since`: how long it has been nought, as far as the reconciler's findings go back.
 */
export async function publicCounter(): Promise<{ count: number; since: string | null }> {
  const [row] = await db().execute<{ count: number; since: string | null }>(sql`
    select (select count(*)::int from orders o where
        (select coalesce(sum(p.captured_minor - p.refunded_minor), 0) from payments p where p.order_id = o.id) >
        (select coalesce(sum(i.price_minor + i.tax_minor), 0) from order_items i where i.order_id = o.id and i.state = 'registered')) as count,
      coalesce((select max(coalesce(cleared_at, last_seen_at)) from invariant_findings where invariant in ('I-1', 'I-3')),
        (select min(started_at) from reconciler_runs), (select min(placed_at) from orders)) as since`);
  return { count: row?.count ?? 0, since: row?.since ? new Date(row.since).toISOString() : null };
}
