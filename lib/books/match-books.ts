import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { bookFees } from "./book-fees";
import { ledgerDifferences } from "./ledger-differences";
import { at, before, type MatchWindow, minorRates } from "./match-window";
import { boundsOf, firstOpenMonth, type Month } from "./months";
import { registrarDifferences } from "./registrar-differences";
import { bookSources } from "./sources";
import { stripeDifferences } from "./stripe-differences";

/** `open`: differences that nobody has closed; `byCause` counts them. `fees`: movements of Stripe whose fee was booked now. */
export type MatchResult = { open: number; byCause: Record<string, number>; fees: number };

/**
 * Lays the books side by side from the first open month on: Stripe, registrars, our orders and our ledger. Each line
 * without its counterpart becomes a difference with its cause and the entry that would mend it; a difference that is no
 * longer there is `gone`. Safe to repeat: the same line is the same difference. With `month`, only its differences are
 * counted; a dry run writes nothing.
 */
export async function matchBooks(ctx: Ctx, input: { month?: Month; dryRun?: boolean } = {}): Promise<MatchResult> {
  requirePlatform(ctx);
  const now = ctx.clock.now();
  const [first, settings, sources] = [await firstOpenMonth(now), await getSettings(), await bookSources()];
  const accounts = sources.flatMap(({ accountId }) => accountId ?? []);
  const window: MatchWindow = { from: boundsOf(first).start, now, accounts, rates: minorRates(settings) };
  if (input.dryRun)
    return {
      ...tally(await count(sql`(select * from (${found(window, first)}) every_one where counts)`, input.month)),
      fees: 0,
    };
  const fees = await bookFees(window.from);
  await inTransaction("match-books", async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('match-books'))`);
    await tx.execute(store(window, first));
  });
  const open = sql`(select month, cause from book_differences where state = 'open')`;
  return { ...tally(await count(open, input.month)), fees };
}

/** All differences of now, with the month that each belongs to; those of closed months are there, and do not count. */
function found(window: MatchWindow, first: Month): SQL {
  return sql`select *, greatest(to_char(at at time zone 'UTC', 'YYYY-MM'), ${first}) as month, at >= ${at(window.from)} or late as counts from (
    ${registrarDifferences(window)} union all ${stripeDifferences(window)} union all ${ledgerDifferences(window)}) each`;
}

/** What was corrected by hand and then turned out right by itself is in the books twice: that is a difference too. */
function store(window: MatchWindow, first: Month): SQL {
  const now = at(window.now);
  return sql`with seen as materialized (${found(window, first)}),
    twice as (
      select 'undo:' || d.key as key, greatest(d.month, ${first}) as month, 'posted_twice' as cause, d.name_ascii, d.order_id, d.merchant_id,
        -d.amount_minor as amount, d.currency, d.facts,
        (select jsonb_agg(l || jsonb_build_object('amountMinor', -(l ->> 'amountMinor')::int)) from jsonb_array_elements(d.proposal) l) as proposal
      from book_differences d
      where d.state = 'posted' and d.key not like 'undo:%' and d.key not in (select key from seen)
        and coalesce(d.facts #>> '{theirs,at}', d.facts #>> '{ours,at}')::timestamptz >= ${before(window.from)}
    ),
    all_found as materialized (
      select key, month, cause, name_ascii, order_id, merchant_id, amount, currency, facts, proposal from seen where counts
      union all select key, month, cause, name_ascii, order_id, merchant_id, amount, currency, facts, proposal from twice
    ),
    gone as (
      update book_differences set state = 'gone', closed_at = ${now}
      where state = 'open' and key not in (select key from all_found)
    )
    insert into book_differences as d (id, key, month, cause, name_ascii, order_id, merchant_id, amount_minor, currency, facts, proposal, state, opened_at)
    select 'bkd_' || md5(key), key, month, cause, name_ascii, order_id, merchant_id, amount, currency, facts, proposal, 'open', ${now}
    from all_found
    on conflict (key) do update set month = excluded.month, cause = excluded.cause, name_ascii = excluded.name_ascii,
      order_id = excluded.order_id, merchant_id = excluded.merchant_id, amount_minor = excluded.amount_minor,
      currency = excluded.currency, facts = excluded.facts, proposal = excluded.proposal, state = 'open',
      note = null, closed_by = null, closed_at = null
    where d.state in ('open', 'gone') or (d.state = 'explained' and (d.cause, d.amount_minor) <> (excluded.cause, excluded.amount_minor))`;
}

async function count(rows: SQL, month: Month | undefined): Promise<{ cause: string; count: number }[]> {
  const only = month ? sql`where month = ${month}` : sql``;
  return db().execute<{ cause: string; count: number }>(
    sql`select cause, count(*)::int as count from ${rows} d ${only} group by cause order by cause`,
  );
}

function tally(rows: { cause: string; count: number }[]): Omit<MatchResult, "fees"> {
  return {
    open: rows.reduce((sum, row) => sum + row.count, 0),
    byCause: Object.fromEntries(rows.map(({ cause, count }) => [cause, count])),
  };
}
