import { type SQL, sql } from "drizzle-orm";
import { later } from "@/lib/kernel/clock";
import {
  at,
  before,
  differenceColumns,
  driftLimit,
  isLate,
  lateAfterMs,
  line,
  type MatchWindow,
  pair,
  valued,
} from "./match-window";

/**
 * What Stripe moved beside what our payments, refunds and disputes say. Money that Stripe has and we cannot name stands on
 * `stripe_other`, so that `stripe` stays what our payments say (I-2).
 */
export function stripeDifferences(window: MatchWindow): SQL {
  return sql`(${takenDifferences(window)} union all ${refundDifferences(window)} union all ${otherMovements(window)})`;
}

const theirs = sql.raw(
  `case when m.ref is not null then jsonb_build_object('id', m.id, 'kind', m.kind, 'at', m.at, 'amountMinor', m.amount, 'currency', m.currency) end`,
);

/** Stripe's movements of some kinds, one row an outside object and currency. */
const moved = (
  window: MatchWindow,
  kinds: SQL,
  ref: SQL,
) => sql`select ${ref} as ref, currency, min(id) as id, min(kind) as kind,
    min(at) as at, sum(amount_minor)::int as amount, bool_or(${isLate}) as late from stripe_movements
  where kind in (${kinds}) and (at >= ${before(window.from)} or ${isLate}) group by 1, 2`;

/** Captured payments beside charges, by intent. */
function takenDifferences(window: MatchWindow): SQL {
  const young = at(later(window.now, -lateAfterMs));
  const expected = valued(window, sql`p.captured_minor`, sql`p.currency`, sql`m.currency`);
  const exchanged = sql`jsonb_build_array(${line("stripe_other", sql`-ours`, sql`ours_currency`)}, ${line("exchange", sql`ours`, sql`ours_currency`)},
    ${line("stripe_other", sql`theirs`, sql`currency`)}, ${line("exchange", sql`-theirs`, sql`currency`)})`;
  return sql`(with m as (${moved(window, sql`'charge'`, sql`coalesce(intent_id, source_id, id)`)}),
    p as (select * from payments where kind <> 'credit' and captured_minor > 0 and ended_at >= ${before(window.from)}),
    judged as (
      select coalesce(m.ref, p.intent_id, p.id) as ref, coalesce(m.at, p.ended_at) as at, coalesce(m.late, false) as late, p.order_id, p.merchant_id,
        p.captured_minor as ours, p.currency as ours_currency, m.amount as theirs, coalesce(m.currency, p.currency) as currency,
        case
          when m.ref is null and p.ended_at > ${young} then 'timing'
          when m.ref is null then 'order_without_charge'
          when p.id is null and exists (select 1 from payments h where h.intent_id = m.ref and h.state in ('open', 'held')) then 'timing'
          when p.id is null then 'charge_without_order'
          when m.currency = p.currency then 'wrong_amount'
          when abs(m.amount - ${expected}) <= ${driftLimit}::numeric * abs(${expected}) then 'fx_drift'
          else 'wrong_amount' end as cause,
        case when m.ref is null then -p.captured_minor when p.id is null then m.amount
          when m.currency = p.currency then m.amount - p.captured_minor else m.amount - coalesce(${expected}, 0) end as amount,
        case when m.currency <> p.currency then ${expected} end as expected,
        ${theirs} as movement,
        case when p.id is not null then jsonb_build_object('paymentId', p.id, 'at', p.ended_at,
          'amountMinor', p.captured_minor, 'currency', p.currency) end as payment
      from m full join p on p.intent_id = m.ref
      where m.ref is null or p.id is null or m.currency <> p.currency or m.amount <> p.captured_minor
    ),
    found as (
      select 'stripe:' || ref || ':' || currency as key, at, late, cause, null::text as name_ascii, order_id, merchant_id, amount, currency,
        jsonb_strip_nulls(jsonb_build_object('book', 'stripe', 'ours', payment, 'theirs', movement, 'expectedMinor', expected)) as facts,
        case when cause = 'timing' then null when ours is not null and theirs is not null and ours_currency <> currency then ${exchanged}
          else ${pair("stripe_other", "suspense", sql`amount`, sql`currency`)} end as proposal
      from judged
    )
    select ${differenceColumns} from found)`;
}

/** Refunds that we know beside those that Stripe paid out, by Stripe's reference. A failed one comes back: its sum is zero. */
function refundDifferences(window: MatchWindow): SQL {
  const young = at(later(window.now, -lateAfterMs));
  return sql`(with m as (${moved(window, sql`'refund', 'refund_failure'`, sql`coalesce(source_id, id)`)}),
    r as (select *, case state when 'done' then -amount_minor else 0 end as moved from refunds
      where "to" = 'card' and coalesce(settled_at, created_at) >= ${before(window.from)}),
    of as (select id, ref, (select intent_id from stripe_movements s where s.id = m.id) as intent_id from m),
    judged as (
      select coalesce(m.ref, r.id) as ref, coalesce(m.at, r.settled_at) as at, coalesce(m.late, false) as late,
        coalesce(r.order_id, p.order_id) as order_id, coalesce(r.merchant_id, p.merchant_id) as merchant_id,
        coalesce(m.amount, 0) - coalesce(r.moved, 0) as amount, coalesce(m.currency, r.currency) as currency,
        case when r.state = 'sent' and coalesce(m.at, r.created_at) > ${young} then 'timing'
          when m.ref is null and r.settled_at > ${young} then 'timing'
          when m.ref is null then 'refund_missing'
          when r.id is null or r.state = 'sent' then 'refund_unbooked'
          else 'wrong_amount' end as cause,
        ${theirs} as movement,
        case when r.id is not null then jsonb_build_object('refundId', r.id, 'at', coalesce(r.settled_at, r.created_at),
          'amountMinor', r.moved, 'currency', r.currency, 'state', r.state) end as refund
      from m full join r on r.provider_ref = m.ref and r.currency = m.currency
      left join of on of.id = m.id left join payments p on p.intent_id = of.intent_id
      where coalesce(m.amount, 0) <> coalesce(r.moved, 0)
    ),
    found as (
      select 'stripe:' || ref || ':' || currency as key, at, late, cause, null::text as name_ascii, order_id, merchant_id, amount, currency,
        jsonb_strip_nulls(jsonb_build_object('book', 'stripe', 'ours', refund, 'theirs', movement)) as facts,
        case when cause = 'timing' then null else ${pair("stripe_other", "sales", sql`amount`, sql`currency`)} end as proposal
      from judged
    )
    select ${differenceColumns} from found)`;
}

/** Chargebacks that are not in the books, Stripe's own fees, and what has no name. Payouts are booked as they come. */
function otherMovements(window: MatchWindow): SQL {
  return sql`(with m as (${moved(window, sql`'dispute', 'fee', 'other'`, sql`case kind when 'dispute' then coalesce(source_id, id) else id end`)}),
    known as (
      select m.*, p.order_id, p.merchant_id,
        case m.kind when 'dispute' then 'dispute' when 'fee' then 'fee' else 'unknown_movement' end as cause
      from m left join payments p on p.intent_id = (select intent_id from stripe_movements s where s.id = m.id)
      where m.amount <> 0 and not (m.kind = 'dispute' and exists
        (select 1 from ledger_transactions t where t.kind = 'dispute' and position(m.ref in t.external_key) > 0))
    ),
    found as (
      select 'stripe:' || m.ref || ':' || currency as key, at, late, cause, null::text as name_ascii, order_id, merchant_id, amount, currency,
        jsonb_build_object('book', 'stripe', 'theirs', ${theirs}) as facts,
        case cause when 'dispute' then ${pair("stripe_other", "chargebacks", sql`amount`, sql`currency`)}
          when 'fee' then ${pair("stripe_other", "stripe_fees", sql`amount`, sql`currency`)}
          else ${pair("stripe_other", "suspense", sql`amount`, sql`currency`)} end as proposal
      from known m
    )
    select ${differenceColumns} from found)`;
}
