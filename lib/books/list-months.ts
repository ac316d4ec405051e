import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { firstOpenMonth, monthAfter, monthOf } from "./months";
import type { MonthView } from "./views";

/** The months with anything in them, newest first, five years at most. */
export async function listMonths(ctx: Ctx): Promise<MonthView["months"]> {
  requireAdmin(ctx);
  const now = ctx.clock.now();
  const first = await firstOpenMonth(now);
  const rows = await db().execute<{ month: string; closed: boolean; open: number }>(sql`
    select month, closed_at is not null as closed, (select count(*)::int from book_differences d where d.month = m.month and d.state = 'open') as open
    from (select month from closed_months union select distinct month from book_differences) m left join closed_months using (month)`);
  const known = new Map(rows.map((row) => [row.month, row]));
  for (let month = first; month <= monthOf(now); month = monthAfter(month))
    if (!known.has(month)) known.set(month, { month, closed: false, open: 0 });
  return [...known.values()].sort((a, b) => b.month.localeCompare(a.month)).slice(0, 60);
}
