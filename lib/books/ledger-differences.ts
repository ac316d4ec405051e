import { type SQL, sql } from "drizzle-orm";
import { HOUR, later } from "@/lib/kernel/clock";
import { at, differenceColumns, line, type MatchWindow } from "./match-window";

/** Money that our payments say was taken beside what our own ledger has of it, by order: a crash may fall between the two. */
export function ledgerDifferences(window: MatchWindow): SQL {
  const young = at(later(window.now, -HOUR));
  return sql`(with taken as (
      select order_id, merchant_id, currency, sum(captured_minor)::int as amount, max(ended_at) as at from payments
      where kind <> 'credit' and captured_minor > 0 and ended_at >= ${at(window.from)} group by 1, 2, 3
    ),
    booked as (
      select t.order_id, e.currency, sum(e.amount_minor)::int as amount from ledger_transactions t
      join ledger_entries e on e.transaction_id = t.id
      where e.account = 'stripe' and t.kind in ('capture', 'collected') and t.order_id in (select order_id from taken) group by 1, 2
    ),
    judged as (
      select taken.*, taken.amount - coalesce(booked.amount, 0) as missing, booked.amount as booked,
        least(o.tax_minor, taken.amount - coalesce(booked.amount, 0)) as tax
      from taken left join booked using (order_id, currency) join orders o on o.id = taken.order_id
      where taken.amount <> coalesce(booked.amount, 0)
    ),
    found as (
      select 'ledger:' || order_id || ':' || currency as key, at, false as late,
        case when at > ${young} then 'timing' when booked is null then 'unbooked' else 'wrong_amount' end as cause,
        null::text as name_ascii, order_id, merchant_id, missing as amount, currency,
        jsonb_strip_nulls(jsonb_build_object('book', 'ledger',
          'ours', jsonb_build_object('at', at, 'amountMinor', coalesce(booked, 0), 'currency', currency),
          'theirs', jsonb_build_object('at', at, 'amountMinor', amount, 'currency', currency))) as facts,
        case when at > ${young} then null when booked is null then jsonb_build_array(${line("stripe", sql`missing`, sql`currency`)},
            ${line("sales", sql`tax - missing`, sql`currency`)}, ${line("tax", sql`-tax`, sql`currency`)})
          else jsonb_build_array(${line("stripe", sql`missing`, sql`currency`)}, ${line("sales", sql`-missing`, sql`currency`)}) end as proposal
      from judged
    )
    select ${differenceColumns} from found)`;
}
