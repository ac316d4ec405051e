import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { later } from "@/lib/kernel/clock";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { listDifferences } from "./list-differences";
import { listMonths } from "./list-months";
import { at, lateAfterMs } from "./match-window";
import { boundsOf, firstOpenMonth, type Month } from "./months";
import { bookSources, readUntil } from "./sources";
import type { BookCause, MonthView, ThreeWayRow } from "./views";

/** A month's books side by side, with its differences: those that are open, or with `settled` those that were closed. */
export async function monthView(ctx: Ctx, input: { month: Month; settled?: boolean }): Promise<MonthView> {
  requireAdmin(ctx);
  const { month, settled = false } = input;
  const [sources, read] = await Promise.all([bookSources(), readUntil()]);
  const reads = sources.flatMap(({ id }) => read.get(id)?.getTime() ?? []);
  const allRead = reads.length > 0 && reads.length === sources.length ? new Date(Math.min(...reads)) : undefined;
  const [months, firstOpen, closed, rows, causes, differences] = await Promise.all([
    listMonths(ctx),
    firstOpenMonth(ctx.clock.now()),
    closing(month),
    threeWayRows(month, allRead),
    countCauses(month),
    listDifferences({ month, settled }),
  ]);
  return {
    month,
    months,
    closed,
    closableFrom: later(boundsOf(month).end, lateAfterMs).toISOString(),
    firstOpen,
    sources: sources.map(({ id, label }) => ({ label, readUntil: read.get(id)?.toISOString() ?? null })),
    readUntil: allRead?.toISOString() ?? null,
    rows,
    ...causes,
    differences,
  };
}

async function closing(month: Month): Promise<MonthView["closed"]> {
  const [row] = await db().execute<{ by: string; at: string }>(sql`
    select coalesce(u.name, 'the platform') as by, c.closed_at as at from closed_months c left join users u on u.id = c.closed_by
    where c.month = ${month}`);
  return row ? { by: row.by, at: new Date(row.at).toISOString() } : null;
}

/** The columns count what all books can know of: what came after the last reading is nobody's difference yet. */
async function threeWayRows(month: Month, until: Date | undefined): Promise<ThreeWayRow[]> {
  const { start, end } = boundsOf(month);
  const last = until && until < end ? until : end;
  const inMonth = sql`at >= ${at(start)} and at < ${at(last)}`;
  const rows = await db().execute<ThreeWayRow>(sql`
    with lines as (
      select case kind when 'charge' then 'paid' when 'refund' then 'refunded' when 'refund_failure' then 'refunded' else 'payouts' end as row,
        'stripe' as book, currency, case kind when 'payout' then -amount_minor else amount_minor end as amount
      from stripe_movements where kind in ('charge', 'refund', 'refund_failure', 'payout') and ${inMonth}
      union all
      select 'fees', 'stripe', currency, fee_minor from stripe_movements where fee_minor <> 0 and ${inMonth}
      union all
      select 'fees', 'stripe', currency, -amount_minor from stripe_movements where kind = 'fee' and ${inMonth}
      union all
      select 'names', 'registrar', currency, amount_minor from registrar_charges where ${inMonth}
      union all
      select case when e.account = 'stripe' and e.amount_minor > 0 then 'paid' when e.account = 'stripe' then 'refunded'
          when e.account = 'registrar_payable' then 'names' when e.account = 'stripe_fees' then 'fees' else 'payouts' end,
        'ours', e.currency, case e.account when 'registrar_payable' then -e.amount_minor else e.amount_minor end
      from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where e.account in ('stripe', 'registrar_payable', 'stripe_fees', 'bank') and ${inMonth}
    )
    select row, currency, (sum(amount) filter (where book = 'stripe'))::float8 as "stripeMinor",
      (sum(amount) filter (where book = 'registrar'))::float8 as "registrarMinor",
      coalesce((sum(amount) filter (where book = 'ours'))::float8, 0) as "oursMinor"
    from lines group by row, currency
    order by array_position(array['paid', 'refunded', 'names', 'fees', 'payouts'], row), currency`);
  return rows.map((row) => ({
    ...row,
    stripeMinor: row.row === "names" ? null : (row.stripeMinor ?? 0),
    registrarMinor: row.row === "names" ? (row.registrarMinor ?? 0) : null,
  }));
}

async function countCauses(month: Month): Promise<Pick<MonthView, "causes" | "openCount" | "settledCount">> {
  const rows = await db().execute<{ state: string; cause: BookCause; count: number; postable: number }>(sql`
    select case state when 'open' then 'open' else 'settled' end as state, cause, count(*)::int as count, count(proposal)::int as postable
    from book_differences where month = ${month} group by 1, 2 order by 3 desc, 2`);
  const sum = (state: string) => rows.filter((row) => row.state === state).reduce((total, row) => total + row.count, 0);
  return {
    causes: rows
      .filter(({ state }) => state === "open")
      .map(({ cause, count, postable }) => ({ cause, count, postable })),
    openCount: sum("open"),
    settledCount: sum("settled"),
  };
}
