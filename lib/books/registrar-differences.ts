import { type SQL, sql } from "drizzle-orm";
import { later } from "@/lib/kernel/clock";
import {
  at,
  before,
  differenceColumns,
  driftLimit,
  isLate,
  lateAfterMs,
  type MatchWindow,
  pair,
  sameWorkDays,
  valued,
} from "./match-window";

/**
 * What registrars charged beside what we booked for it, as one statement. Lines about the same name and work within some
 * days stand in one group. A group whose sums agree is matched, however many lines each side took; in the others equal
 * amounts are paired first, then what is left in the order of time. A year that a registrar began by itself was adopted by
 * an order, and booked under the key of its name (`unasked`).
 */
export function registrarDifferences(window: MatchWindow): SQL {
  const { from, now } = window;
  const accounts = sql`(select jsonb_array_elements_text(${JSON.stringify(window.accounts)}::jsonb))`;
  const young = at(later(now, -lateAfterMs));
  const group = sql.raw("account_id, name, work, nth_group");
  const expected = valued(window, sql`o.amount`, sql`o.currency`, sql`c.currency`);
  const off = sql`case when o.currency = c.currency then c.amount - o.amount else c.amount - coalesce(${expected}, 0) end`;
  const rebooked = sql`jsonb_build_array(
    jsonb_build_object('account', 'registrar_payable', 'amountMinor', o.amount, 'currency', o.currency),
    jsonb_build_object('account', 'exchange', 'amountMinor', -o.amount, 'currency', o.currency),
    jsonb_build_object('account', 'exchange', 'amountMinor', c.amount, 'currency', c.currency),
    jsonb_build_object('account', 'registrar_payable', 'amountMinor', -c.amount, 'currency', c.currency))`;
  return sql`(with costs as materialized (
      select t.id, t.external_key, t.at, t.order_id, t.merchant_id, e.currency, coalesce(e.amount, 0) as amount
      from ledger_transactions t
      left join (select transaction_id, currency, sum(amount_minor)::int as amount from ledger_entries
        where account = 'registrar_cost' group by 1, 2) e on e.transaction_id = t.id
      where t.kind = 'registrar_charge' and t.at >= ${before(from)}
    ),
    ours as materialized (
      select 'op:' || op.id as key, op.id as operation_id, i.registrar_account_id as account_id, i.name_ascii as name, op.verb,
        coalesce(t.at, op.settled_at) as at, coalesce(t.amount, 0) as amount, coalesce(t.currency, i.cost_currency) as currency,
        t.id is not null as booked, i.order_id, i.merchant_id
      from operations op
      join order_items i on i.id = op.subject_id
      left join costs t on t.external_key = op.provider || ':' || op.verb || ':' || op.id
      where op.state = 'confirmed' and op.verb in ('register', 'renew', 'transfer', 'restore') and op.settled_at >= ${before(from)}
        and i.registrar_account_id in ${accounts} and not (op.verb = 'renew' and coalesce(op.request ->> 'adopted', '') = 'true')
      union all
      select 'ltx:' || t.id, null, d.registrar_account_id, d.name_ascii, 'renew', t.at, t.amount, t.currency, true, t.order_id, t.merchant_id
      from costs t join domains d on d.id = split_part(t.external_key, ':', 3)
      where split_part(t.external_key, ':', 2) = 'unasked' and d.registrar_account_id in ${accounts}
    ),
    charges as materialized (
      select external_id as key, registrar_account_id as account_id, name_ascii as name, verb, at, amount_minor as amount, currency, ${isLate} as late
      from registrar_charges where (at >= ${before(from)} or ${isLate}) and registrar_account_id in ${accounts}
    ),
    lines as (
      select 'ours' as side, key, account_id, name, case verb when 'restore' then 'renew' else verb end as work, at, amount, currency from ours
      union all
      select 'charge', key, account_id, name, case verb when 'restore' then 'renew' else verb end, at, amount, currency from charges
    ),
    steps as (
      select *, case when at - lag(at) over (partition by account_id, name, work order by at, side, key)
        <= make_interval(days => ${sameWorkDays}) then 0 else 1 end as begins from lines
    ),
    grouped as (
      select *, sum(begins) over (partition by account_id, name, work order by at, side, key) as nth_group from steps
    ),
    unequal as materialized (
      select ${group} from grouped group by ${group}
      having count(distinct currency) > 1
        or coalesce(sum(amount) filter (where side = 'ours'), 0) <> coalesce(sum(amount) filter (where side = 'charge'), 0)
    ),
    unmatched as materialized (
      select g.*, row_number() over (partition by ${group}, side, currency, amount order by at, key) as twin
      from grouped g join unequal using (${group})
    ),
    twins as materialized (
      select a.key as ours_key, b.key as charge_key, account_id from unmatched a
      join unmatched b using (${group}, currency, amount, twin)
      where a.side = 'ours' and b.side = 'charge'
    ),
    rest as (
      select u.*, row_number() over (partition by ${group}, side order by at, key) as nth from unmatched u
      where not exists (select 1 from twins t where t.account_id = u.account_id
        and case u.side when 'ours' then t.ours_key else t.charge_key end = u.key)
    ),
    pairs as (
      select a.key as ours_key, b.key as charge_key, account_id, name
      from (select * from rest where side = 'ours') a
      full join (select * from rest where side = 'charge') b using (${group}, nth)
    ),
    judged as (
      select p.account_id, p.name, o as ours, c as charge, coalesce(c.at, o.at) as at, coalesce(c.late, false) as late, o.order_id, o.merchant_id,
        case
          when c.key is null and o.at > ${young} then 'timing'
          when c.key is null then 'order_without_charge'
          when o.key is null and exists (select 1 from operations op join order_items i on i.id = op.subject_id
            where op.state in ('sent', 'unknown') and i.name_ascii = p.name and i.registrar_account_id = p.account_id) then 'timing'
          when o.key is null and c.amount < 0 then 'given_back'
          when o.key is null and c.verb = 'other' then 'fee'
          when o.key is null then 'charge_without_order'
          when not o.booked then 'unbooked'
          when o.currency = c.currency then 'wrong_amount'
          when abs(c.amount - ${expected}) <= ${driftLimit}::numeric * abs(${expected}) then 'fx_drift'
          else 'wrong_amount'
        end as cause,
        case when c.key is null then -o.amount when o.key is null or not o.booked then c.amount else ${off} end as amount,
        coalesce(c.currency, o.currency) as currency,
        case when c.key is not null and o.currency <> c.currency then ${expected} end as expected,
        case when c.key is not null and o.booked and o.currency <> c.currency then ${rebooked} end as rebooked
      from pairs p
      left join ours o on o.key = p.ours_key
      left join charges c on c.key = p.charge_key and c.account_id = p.account_id
    ),
    found as (
      select 'registrar:' || account_id || ':' || coalesce((charge).key, (ours).key) as key, at, late, cause,
        nullif(name, '') as name_ascii, order_id, merchant_id, amount, currency,
        jsonb_strip_nulls(jsonb_build_object('book', 'registrar', 'accountId', account_id, 'expectedMinor', expected,
          'ours', case when (ours).key is not null then jsonb_build_object('operationId', (ours).operation_id, 'verb', (ours).verb,
            'at', (ours).at, 'amountMinor', (ours).amount, 'currency', (ours).currency, 'booked', (ours).booked) end,
          'theirs', case when (charge).key is not null then jsonb_build_object('id', (charge).key, 'verb', (charge).verb,
            'at', (charge).at, 'amountMinor', (charge).amount, 'currency', (charge).currency) end)) as facts,
        case when cause = 'timing' or amount = 0 and rebooked is null then null
          else coalesce(rebooked, ${pair("registrar_cost", "registrar_payable", sql`amount`, sql`currency`)}) end as proposal
      from judged
    )
    select ${differenceColumns} from found)`;
}
