import { type SQL, sql } from "drizzle-orm";
import { erppGaps } from "@/lib/notices/erpp-gaps";
import { chargedNotDelivered } from "./charged-not-delivered";

/** A promise as a query that returns the rows which break it: none, when all is well. `key` names each row. */
export type Invariant = { id: string; promise: string; rows: (now: Date, pendingTimeoutHours: number) => SQL };

const ended = sql`('completed', 'failed', 'cancelled')`;
const at = (now: Date) => sql`${now.toISOString()}::timestamptz`;
/** Less what goes back because it did not come about; what is given back of something delivered is another matter. */
const charged = sql`((select coalesce(sum(p.captured_minor), 0) from payments p where p.order_id = o.id)
  - (select coalesce(sum(r.amount_minor), 0) from refunds r where r.order_id = o.id and r.kind = 'undelivered' and r.state <> 'failed'))`;
const errands = sql`('register', 'renew', 'transfer', 'restore')`;
const delivered = sql`(select coalesce(sum(i.price_minor + i.tax_minor), 0) from order_items i where i.order_id = o.id and i.state = 'registered')`;
/** What must never be at rest in a row: keys, card numbers, private keys. */
const secrets = String.raw`(sk_(live|test)_[A-Za-z0-9]{12}|whsec_[A-Za-z0-9]{12}|\y(4[0-9]{15}|5[1-5][0-9]{14}|3[47][0-9]{13})\y|BEGIN [A-Z ]*PRIVATE KEY|signkey-[a-z]+-[0-9a-f]{12})`;

export const invariants: Invariant[] = [
  {
    id: "I-1",
    promise: "What was charged for an order is what was delivered, to the cent",
    rows: () => sql`select o.id as key, ${charged} as charged, ${delivered} as delivered, o.owed_minor from orders o
      where (o.state in ${ended} and ${charged} + o.owed_minor <> ${delivered})
        or ${chargedNotDelivered}`,
  },
  {
    id: "I-2",
    promise: "The books sum to zero, and what Stripe took is in them",
    rows: () => sql`select 'transaction ' || e.transaction_id as key, sum(e.amount_minor) as off from ledger_entries e
        group by e.transaction_id, e.currency having sum(e.amount_minor) <> 0
      union all
      select 'stripe ' || c.currency, c.taken - coalesce(b.booked, 0) from
        (select currency, sum(captured_minor - refunded_minor) as taken from payments where kind <> 'credit' group by currency) c
        left join (select e.currency, sum(e.amount_minor) as booked from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
          where e.account = 'stripe' and t.kind in ('capture', 'collected', 'refund') group by e.currency) b using (currency)
        where c.taken <> coalesce(b.booked, 0)`,
  },
  {
    id: "I-3",
    promise: "No name was charged that is not in our account",
    rows: () => sql`select i.id as key, i.name_ascii, o.id as order_id from order_items i join orders o on o.id = i.order_id
      where i.state = 'registered' and not exists (select 1 from domains d where d.order_item_id = i.id or d.id = i.domain_id)
      union all
      select o.id, '', o.id from orders o where ${charged} > 0 and (o.capture_mode <> 'at_start' or o.ended_at is not null)
        and not exists (select 1 from order_items i where i.order_id = o.id and i.state = 'registered')`,
  },
  {
    id: "I-4",
    promise: "No name was delivered without money held, taken, or a case that says why not",
    rows: (now) => sql`select i.id as key, i.name_ascii from order_items i join orders o on o.id = i.order_id
      where i.state = 'registered' and o.capture_mode <> 'billed_after' and i.ended_at < ${at(now)} - interval '10 minutes'
        and not exists (select 1 from payments p where p.order_id = o.id
          and (p.state in ('held', 'captured') or (p.kind = 'rehold' and p.state = 'open')))
        and not exists (select 1 from cases c where c.order_id = o.id and c.kind in ('registered_unpaid', 'hold_lapsing'))`,
  },
  {
    id: "I-5",
    promise: "A name has one live row and one buyer at a time",
    rows: () => sql`select name_ascii as key, count(*) as live from domains
        where registration in ('pending', 'active', 'expired', 'redemption', 'fraud') group by name_ascii having count(*) > 1
      union all
      select c.name_ascii, 0 from name_claims c join order_items i on i.id = c.order_item_id where i.ended_at is not null`,
  },
  {
    id: "I-6",
    promise: "Each charge of a registrar belongs to exactly one operation, and what it did for us has its charge",
    rows: () => sql`select op.id as key, op.provider from operations op where op.verb in ${errands} and op.state = 'confirmed'
        and op.request ->> 'adopted' is null and not exists (select 1 from ledger_transactions t
          where t.kind = 'registrar_charge' and t.external_key = op.provider || ':' || op.verb || ':' || op.id)
      union all
      select t.id, t.external_key from ledger_transactions t where t.kind = 'registrar_charge' and t.external_key not like '%:unasked:%'
        and not exists (select 1 from operations op where op.verb in ${errands} and op.state = 'confirmed'
          and t.external_key = op.provider || ':' || op.verb || ':' || op.id)`,
  },
  {
    id: "I-7",
    promise: "Nothing is in flight beyond its time without a case",
    rows: (now, hours) => sql`select op.id as key, op.verb, op.state, op.created_at from operations op
      where op.state in ('sent', 'unknown')
        and op.created_at < ${at(now)} - make_interval(hours => case when op.verb = 'transfer' then 360 when op.verb in ${errands} then ${hours + 2} else 24 end)
        and not exists (select 1 from cases c where c.subject_id = op.subject_id or (c.order_id is not null and c.order_id = op.order_id))`,
  },
  {
    id: "I-8",
    promise: "A piece of work was done at most once",
    rows: () => sql`select subject_id || ' ' || verb as key, count(*) as confirmed from operations
      where state = 'confirmed' group by subject_id, verb having count(*) > 1`,
  },
  {
    id: "I-9",
    promise: "No registrar renews by itself a name that its policy or its merchant lets go",
    // The hourly job has a day to switch it off, from the last change of the name or of its account's policy.
    rows: (now) => sql`select d.id as key, d.name_ascii from domains d
      join registrar_accounts a on a.id = d.registrar_account_id and a.merchant_id is null
      where d.registration = 'active' and d.registrar_auto_renew
        and (coalesce(d.registrar_auto_renew_policy, a.auto_renew_policy) = 'off' or not d.auto_renew)
        and d.updated_at < ${at(now)} - interval '1 day'
        and not exists (select 1 from audit_log l where l.subject_kind = 'registrar_account' and l.subject_id = a.id
          and l.at > ${at(now)} - interval '1 day')
        and not exists (select 1 from cases c where c.state = 'open' and c.subject_id in (d.id, d.registrar_account_id))`,
  },
  {
    id: "I-11",
    promise: "Each paid year of a name was renewed once",
    rows: () => sql`select domain_id || ' ' || expiry_before as key, count(*) as renewed from order_items
        where kind = 'renew' and state = 'registered' group by domain_id, expiry_before having count(*) > 1
      union all
      select l.id, 0 from invoice_lines l join invoices v on v.id = l.invoice_id
        where v.state = 'paid' and v.kind in ('renewal', 'restore', 'receivable') and l.live and l.order_item_id is null`,
  },
  {
    id: "I-12",
    promise: "Each hold belongs to an order that is still open, and is decided before it ends",
    rows: (now) => sql`select p.id as key, o.state, p.capture_before from payments p join orders o on o.id = p.order_id
      where p.state = 'held' and (
        (o.state in ${ended} and o.ended_at < ${at(now)} - interval '15 minutes' and p.updated_at < ${at(now)} - interval '15 minutes')
        or (p.capture_before < ${at(now)} + interval '11 hours'
          and exists (select 1 from order_items i where i.order_id = o.id and i.state in ('waiting', 'registering'))
          and not exists (select 1 from payments r where r.order_id = o.id and r.kind = 'rehold')
          and not exists (select 1 from cases c where c.order_id = o.id)))`,
  },
  {
    id: "I-13",
    promise: "Never more captured than held, never more refunded than captured",
    rows: () => sql`select id as key, amount_minor, captured_minor, refunded_minor from payments
        where captured_minor > amount_minor or refunded_minor > captured_minor or (captured_minor > 0) <> (state = 'captured')
      union all
      select p.id, p.captured_minor, p.refunded_minor, sum(r.amount_minor) from payments p join refunds r on r.payment_id = p.id
        where r.state = 'done' and (r."to" = 'card' or p.kind = 'credit') group by p.id having sum(r.amount_minor) <> p.refunded_minor`,
  },
  {
    id: "I-19",
    promise: "Orders and items came to their state by a legal path",
    rows: () => sql`select o.id as key, o.state as at_state, 'open items in an ended order' as problem from orders o where o.state in ${ended}
        and exists (select 1 from order_items i where i.order_id = o.id and i.state in ('waiting', 'registering'))
      union all
      select o.id, o.state, 'completed without a name' from orders o where o.state = 'completed'
        and not exists (select 1 from order_items i where i.order_id = o.id and i.state = 'registered')
      union all
      select o.id, o.state, 'ended unbought with a name' from orders o where o.state in ('failed', 'cancelled')
        and exists (select 1 from order_items i where i.order_id = o.id and i.state = 'registered')
      union all
      select i.id, i.state, 'registered without a confirmed operation' from order_items i where i.state = 'registered'
        and not exists (select 1 from operations op where op.subject_id = i.id and op.verb in ${errands} and op.state = 'confirmed')
      union all
      select i.id, i.state, 'asked before money was held' from order_items i join orders o on o.id = i.order_id
        where o.held_at is null and o.capture_mode <> 'billed_after'
          and exists (select 1 from operations op where op.subject_id = i.id and op.verb in ${errands})`,
  },
  {
    id: "I-20",
    promise: "Nothing of one merchant hangs on another's",
    rows: () => sql`select 'item ' || i.id as key from order_items i join orders o on o.id = i.order_id where i.merchant_id <> o.merchant_id
      union all select 'payment ' || p.id from payments p join orders o on o.id = p.order_id where p.merchant_id <> o.merchant_id
      union all select 'domain ' || d.id from domains d join order_items i on i.id = d.order_item_id where d.merchant_id <> i.merchant_id
      union all select 'zone ' || z.id from zones z join domains d on d.id = z.domain_id where z.merchant_id is distinct from d.merchant_id
      union all select 'contact ' || o.id from orders o join contacts c on c.id = o.contact_id where c.merchant_id <> o.merchant_id
      union all select 'claim ' || n.name_ascii from name_claims n join order_items i on i.id = n.order_item_id where n.merchant_id <> i.merchant_id
      union all select 'fact ' || t.id from timeline t join orders o on o.id = t.order_id where t.merchant_id <> o.merchant_id`,
  },
  {
    id: "I-21",
    promise: "Each expiry notice that a registrant is owed left within its window",
    rows: erppGaps,
  },
  {
    id: "I-22",
    promise: "No secret rests in an event, a step, a mail, a log or a trace",
    rows: () => sql`select 'outbox ' || id as key from outbox where data::text ~ ${secrets}
      union all select 'step ' || run_id || ' ' || step_id from engine_step where coalesce(data::text, '') || coalesce(error::text, '') ~ ${secrets}
      union all select 'event ' || id from engine_event where payload::text ~ ${secrets}
      union all select 'notice ' || id from notices where subject || body ~ ${secrets}
      union all select 'fact ' || id from timeline where data::text ~ ${secrets}
      union all select 'audit ' || id from audit_log where coalesce(before::text, '') || coalesce(after::text, '') ~ ${secrets}
      union all select 'trace ' || id from (select * from provider_trace order by id desc limit 5000) recent
        where coalesce(request::text, '') || coalesce(response::text, '') ~ ${secrets}`,
  },
  {
    id: "I-23",
    promise: "Each event of an outside party is handled within ten minutes",
    rows: (now) => sql`select provider || ' ' || event_id as key, type, received_at from webhook_events
      where handled_at is null and received_at < ${at(now)} - interval '10 minutes'`,
  },
  {
    id: "I-24",
    promise: "What has ended stays ended, and says when",
    rows: () => sql`select 'order ' || id as key, state as at_state from orders where (state in ${ended}) <> (ended_at is not null)
      union all select 'item ' || id, state from order_items where (state in ('waiting', 'registering')) = (ended_at is not null)
      union all select 'payment ' || id, state from payments where (state in ('open', 'held')) = (ended_at is not null)
      union all select 'operation ' || id, state from operations where (state in ('sent', 'unknown')) = (settled_at is not null)`,
  },
];
