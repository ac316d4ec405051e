import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { findViolations } from "@/lib/reconcile/find-violations";

export type Verdict = { violations: string[]; doubleCharges: string[]; doubleRegistrations: string[] };

/**
 * What must hold after every case beyond the invariants: our tables against the books of the registrar, of Stripe and of the
 * DNS host, which lie in the same database. Each query returns the sentences that are broken.
 */
const oracles = {
  liveness: sql`select 'order ' || o.id || ' is still ' || o.state || ' and has no case' as broken from orders o
    where o.ended_at is null and not exists (select from cases c where c.order_id = o.id)
      and not exists (select from order_items i join cases c on c.subject_id = i.registrar_account_id where i.order_id = o.id)`,
  registrarHasMore: sql`select 'the registrar charged to ' || c.verb || ' ' || c.name || ', which no order has' as broken
    from sandbox.registrar_charges c where not exists (select from order_items i where i.name_ascii = c.name and i.state = 'registered'
        and i.kind = case c.verb when 'auto_renew' then 'renew' else c.verb end)
      and not (c.verb = 'auto_renew' and exists (select from cases where kind = 'renewed_unpaid' and facts ->> 'name' = c.name))`,
  registrarHasLess: sql`select i.name_ascii || ': ' || i.kind || ' is delivered here, and the registrar never charged it' as broken
    from order_items i where i.state = 'registered' and not exists (select from sandbox.registrar_charges c
      where c.name = i.name_ascii and case c.verb when 'auto_renew' then 'renew' else c.verb end = i.kind)`,
  registrarCost: sql`select 'the books say ' || e.booked || ' for the registrar, it charged ' || c.charged as broken from
    (select coalesce(sum(amount_minor), 0) as booked from ledger_entries where account = 'registrar_cost') e,
    (select coalesce(sum(c.amount_minor), 0) as charged from sandbox.registrar_charges c where c.verb <> 'auto_renew'
      or exists (select from order_items i where i.name_ascii = c.name and i.kind = 'renew' and i.state = 'registered')) c where e.booked <> c.charged`,
  expiryAgrees: sql`select d.name_ascii || ' ends ' || d.expires_at || ' here and ' || r.expires_at || ' at the registrar' as broken
    from domains d join sandbox.registrar_domains r on r.name = d.name_ascii and r.account = 'platform'
    where d.registration = 'active' and d.expires_at is distinct from r.expires_at
      and not exists (select from sandbox.registrar_charges c where c.name = d.name_ascii and c.verb = 'auto_renew')
      and not exists (select from cases c where c.facts ->> 'name' = d.name_ascii)`,
  autoRenewsUnasked: sql`select r.name || ' renews by itself at the registrar' as broken from sandbox.registrar_domains r
    where r.auto_renew and r.account = 'platform' and not exists (select from cases c where c.facts ->> 'name' = r.name)
      and not exists (select from domains d join registrar_accounts a on a.id = d.registrar_account_id
        where d.name_ascii = r.name and coalesce(d.registrar_auto_renew_policy, a.auto_renew_policy) <> 'off')`,
  codesErased: sql`select 'the code of ' || i.name_ascii || ' outlived its transfer' as broken
    from transfer_codes t join order_items i on i.id = t.order_item_id where i.ended_at is not null`,
  codesTold: sql`select 'the code of ' || r.name || ' is readable in ' || place as broken from
    (select distinct name from sandbox.registrar_operations where verb = 'transfer') r
    cross join lateral (select 'the outbox' as place from outbox where data::text like '%code-' || r.name || '%'
      union all select 'the timeline' from timeline where data::text like '%code-' || r.name || '%'
      union all select 'a step' from engine_step where data::text like '%code-' || r.name || '%'
      union all select 'a trace' from provider_trace where concat(request::text, response::text) like '%code-' || r.name || '%'
      union all select 'a mail' from notices where body like '%code-' || r.name || '%') told`,
  paidForNothing: sql`select 'invoice ' || v.number || ' is paid with ' || m.paid || ' of ' || v.total_minor - v.credited_minor as broken from invoices v
    cross join lateral (select coalesce(sum(p.captured_minor), 0)
        - coalesce((select sum(r.amount_minor) from refunds r join orders ro on ro.id = r.order_id
          where ro.invoice_id = v.id and r.kind = 'undelivered' and r.state <> 'failed'), 0) as paid
      from payments p join orders o on o.id = p.order_id where o.invoice_id = v.id or o.id = v.order_id) m
    where v.state = 'paid' and v.kind in ('renewal', 'restore', 'receivable') and m.paid < v.total_minor - v.credited_minor`,
  invoiceNumbers: sql`select 'series ' || s.series || ' has given ' || s.last || ' numbers, and ' || n.count || ' are used' as broken
    from invoice_series s cross join lateral (select count(*) as count from invoices v where v.number like s.series || '%') n where n.count <> s.last`,
  refunded: sql`select 'Stripe gave back ' || coalesce(r.sum, 0) || ' of payment ' || p.id || ', our books say ' || p.refunded_minor as broken
    from payments p left join (select object ->> 'payment_intent' as intent, sum((object ->> 'amount')::int) as sum
      from sandbox.stripe_objects where kind = 'refund' and object ->> 'status' = 'succeeded' group by 1) r on r.intent = p.intent_id
    where p.kind <> 'credit' and coalesce(r.sum, 0) <> p.refunded_minor`,
  creditBelowNothing: sql`select 'merchant ' || t.merchant_id || ' has used more credit than there was' as broken from ledger_entries e
    join ledger_transactions t on t.id = e.transaction_id where e.account = 'merchant_credit' group by t.merchant_id having sum(e.amount_minor) > 0`,
  stripeTook: sql`select 'Stripe took ' || (s.object ->> 'amount_received') || ' by ' || s.id || ', our books say ' || coalesce(p.captured_minor, 0) as broken
    from sandbox.stripe_objects s left join payments p on p.intent_id = s.id
    where s.kind = 'payment_intent' and (s.object ->> 'amount_received')::int <> coalesce(p.captured_minor, 0)`,
  stripeHolds: sql`select 'Stripe still holds ' || s.id || ', and no payment of ours does' as broken from sandbox.stripe_objects s
    where s.kind = 'payment_intent' and s.object ->> 'status' = 'requires_capture'
      and not exists (select from payments p where p.intent_id = s.id and p.state = 'held')`,
  paymentLeftOpen: sql`select 'payment ' || p.id || ' is ' || p.state || ' in an ended order' as broken from payments p join orders o on o.id = p.order_id
    where o.ended_at is not null and p.state in ('open', 'held') and not exists (select from cases c where c.order_id = o.id)`,
  oneIntent: sql`select 'order ' || (s.object -> 'metadata' ->> 'order_id') || ' has ' || count(*) || ' intents for one payment' as broken
    from sandbox.stripe_objects s where s.kind = 'payment_intent'
    group by s.object -> 'metadata' ->> 'order_id', s.object -> 'metadata' ->> 'payment_id' having count(*) > 1`,
  onePage: sql`select 'payment ' || (s.object -> 'metadata' ->> 'payment_id') || ' has ' || count(*) || ' pages' as broken
    from sandbox.stripe_objects s where s.kind = 'checkout.session' group by s.object -> 'metadata' ->> 'payment_id' having count(*) > 1`,
  tax: sql`select 'order ' || o.id || ': tax ' || t.booked || ' booked, ' || i.due || ' due' as broken from orders o
    join lateral (select coalesce(-sum(e.amount_minor), 0) as booked from ledger_entries e join ledger_transactions l on l.id = e.transaction_id
      where l.order_id = o.id and e.account = 'tax') t on true
    join lateral (select coalesce(sum(tax_minor), 0) as due from order_items where order_id = o.id and state = 'registered') i on true
    where o.ended_at is not null and t.booked <> i.due
      and not exists (select from refunds r where r.order_id = o.id and r.kind = 'goodwill')`,
  totals: sql`select 'order ' || o.id || ' is not the sum of its items' as broken from orders o
    where o.total_minor <> (select sum(price_minor + tax_minor) from order_items where order_id = o.id)`,
  setUp: sql`select d.name_ascii || ': ' || s.step || ' is still ' || s.state as broken from domain_setup s join domains d on d.id = s.domain_id
    where s.state <> 'done' and d.registration = 'active' and not exists (select from cases c where c.facts ->> 'name' = d.name_ascii)`,
  delegated: sql`select d.name_ascii || ' does not lead to its one zone' as broken from domains d
    join order_items bought on bought.id = d.order_item_id and bought.kind = 'register'
    where d.registration = 'active' and not exists (select from cases c where c.facts ->> 'name' = d.name_ascii)
      and (select array_agg(z.name_servers) from sandbox.dns_zones z where z.name = d.name_ascii)
        is distinct from (select array_agg(r.name_servers) from sandbox.registrar_domains r where r.name = d.name_ascii)`,
  untold: sql`select 'nobody was told how order ' || o.id || ' ended' as broken from orders o
    where o.ended_at is not null and o.held_at is not null
      and (select count(*) from notices n where n.once_key = o.id || ':outcome' and n.sent_at is not null) <> 1`,
  momentarily: sql`select what as broken from safety.findings`,
};

const doubleCharges = sql`select 'order ' || o.id || ': Stripe took ' || taken.sum || ' for ' || due.sum as broken from orders o
  join lateral (select coalesce(sum((s.object ->> 'amount_received')::int - coalesce(p.refunded_minor, 0)), 0) as sum from payments p
    join sandbox.stripe_objects s on s.id = p.intent_id where p.order_id = o.id) taken on true
  join lateral (select coalesce(sum(price_minor + tax_minor), 0) as sum from order_items where order_id = o.id
    and (state = 'registered' or (o.capture_mode = 'at_start' and ended_at is null))) due on true
  where taken.sum > due.sum`;

/** One charge for each name that came here, and one for each year that an order or the registrar itself began. */
const doubleRegistrations = sql`select name || ' was charged ' || count(*) || ' times by the registrar' as broken
    from sandbox.registrar_charges where verb in ('register', 'transfer') group by name, verb having count(*) > 1
  union all
  select c.name || ' was renewed ' || count(*) || ' times for ' || wanted.count from sandbox.registrar_charges c
    cross join lateral (select count(distinct (kind, expiry_before)) as count from order_items
      where name_ascii = c.name and kind in ('renew', 'restore') and state = 'registered') wanted
    where c.verb in ('renew', 'restore', 'auto_renew') group by c.name, wanted.count
    having count(*) > greatest(wanted.count, 1) or (count(*) > wanted.count and bool_or(c.verb <> 'auto_renew'))`;

/** Asks everything that must hold when the dust has settled. */
export async function judge(now: Date): Promise<Verdict> {
  const ask = async (query: ReturnType<typeof sql>) =>
    (await db().execute<{ broken: string }>(query)).map((row) => row.broken);
  const [found, charges, registrations, ...rest] = await Promise.all([
    findViolations(now),
    ask(doubleCharges),
    ask(doubleRegistrations),
    ...Object.entries(oracles).map(async ([name, query]) => (await ask(query)).map((broken) => `${name}: ${broken}`)),
  ]);
  const invariants = found.map(({ invariant, key, row }) => `${invariant} ${key} ${JSON.stringify(row)}`);
  return { violations: [...invariants, ...rest.flat()], doubleCharges: charges, doubleRegistrations: registrations };
}
