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
  registrarHasMore: sql`select 'the registrar charged ' || c.name || ', which no order has' as broken from sandbox.registrar_charges c
    where c.verb = 'register' and not exists (select from order_items i where i.name_ascii = c.name and i.state = 'registered')`,
  registrarHasLess: sql`select i.name_ascii || ' is registered here, and the registrar never charged it' as broken from order_items i
    where i.state = 'registered' and not exists (select from sandbox.registrar_charges c where c.name = i.name_ascii and c.verb = 'register')`,
  registrarCost: sql`select 'the books say ' || e.booked || ' for the registrar, it charged ' || c.charged as broken from
    (select coalesce(sum(amount_minor), 0) as booked from ledger_entries where account = 'registrar_cost') e,
    (select coalesce(sum(amount_minor), 0) as charged from sandbox.registrar_charges where verb = 'register') c where e.booked <> c.charged`,
  autoRenewsUnasked: sql`select d.name || ' renews by itself at the registrar' as broken from sandbox.registrar_domains d
    where d.auto_renew and d.account = 'platform' and not exists (select from cases c where c.facts ->> 'name' = d.name)`,
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
    where o.ended_at is not null and t.booked <> i.due`,
  totals: sql`select 'order ' || o.id || ' is not the sum of its items' as broken from orders o
    where o.total_minor <> (select sum(price_minor + tax_minor) from order_items where order_id = o.id)`,
  setUp: sql`select d.name_ascii || ': ' || s.step || ' is still ' || s.state as broken from domain_setup s join domains d on d.id = s.domain_id
    where s.state <> 'done' and d.registration = 'active' and not exists (select from cases c where c.facts ->> 'name' = d.name_ascii)`,
  delegated: sql`select d.name_ascii || ' does not lead to its one zone' as broken from domains d
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
  join lateral (select coalesce(sum(price_minor + tax_minor), 0) as sum from order_items where order_id = o.id and state = 'registered') due on true
  where taken.sum > due.sum`;

const doubleRegistrations = sql`select name || ' was charged ' || count(*) || ' times by the registrar' as broken
  from sandbox.registrar_charges where verb = 'register' group by name having count(*) > 1`;

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
