import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { chargedNotDelivered } from "./charged-not-delivered";

/**
 * Charged but not delivered, for everybody to see (L-1), counted now. `since`: how long it has been nought, as far as the
 * reconciler's findings go back.
 */
export async function publicCounter(): Promise<{ count: number; since: string | null }> {
  const [row] = await db().execute<{ count: number; since: string | null }>(sql`
    select (select count(*)::int from orders o where ${chargedNotDelivered}) as count,
      coalesce((select max(coalesce(cleared_at, last_seen_at)) from invariant_findings where invariant in ('I-1', 'I-3')),
        (select min(started_at) from reconciler_runs), (select min(placed_at) from orders)) as since`);
  return { count: row?.count ?? 0, since: row?.since ? new Date(row.since).toISOString() : null };
}
