import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { findViolations } from "@/lib/reconcile/find-violations";
import type { Platform } from "./platform";

export type Verdict = { violations: string[]; doubleCharges: string[]; doubleRegistrations: string[] };

/** What must hold after every case, asked of our tables, of the registrar's books and of Stripe's. */
export async function judge(platform: Platform): Promise<Verdict> {
  const violations = (await findViolations(platform.clock.now())).map(
    (row) => `${row.invariant} ${row.key} ${JSON.stringify(row.row)}`,
  );
  violations.push(
    ...(await openWithoutCase()),
    ...(await booksAgainstRegistrar(platform)),
    ...(await booksAgainstStripe(platform)),
  );
  const charges = (await platform.world.registrar.charges()).filter((charge) => charge.verb === "register");
  return {
    violations,
    doubleCharges: await chargedTwice(platform),
    doubleRegistrations: repeated(charges.map((charge) => charge.name)),
  };
}

/** Liveness: after the faults have stopped every order ends or has a case. */
async function openWithoutCase(): Promise<string[]> {
  const rows = await db().execute(sql`select o.id, o.state from orders o where o.ended_at is null
    and not exists (select 1 from cases c where c.order_id = o.id) and o.state <> 'awaiting_payment'`);
  return rows.map((row) => `liveness: order ${row.id} is still ${row.state} and has no case`);
}

/** Every registration the registrar charged is one of ours, and every one of ours was charged. */
async function booksAgainstRegistrar(platform: Platform): Promise<string[]> {
  const charged = (await platform.world.registrar.charges())
    .filter((charge) => charge.verb === "register")
    .map((charge) => charge.name);
  const rows = await db().execute<{ name: string }>(
    sql`select name_ascii as name from order_items where state = 'registered'`,
  );
  const ours = rows.map((row) => row.name);
  return [
    ...charged
      .filter((name) => !ours.includes(name))
      .map((name) => `the registrar charged ${name}, which no order has`),
    ...ours
      .filter((name) => !charged.includes(name))
      .map((name) => `${name} is registered here, and the registrar never charged it`),
  ];
}

async function booksAgainstStripe(platform: Platform): Promise<string[]> {
  const taken = await platform.takenByStripe();
  const rows = await db().execute<{ intent: string; captured: number }>(
    sql`select intent_id as intent, captured_minor as captured from payments where intent_id is not null`,
  );
  const ours = new Map(rows.map((row) => [row.intent, row.captured]));
  const live = await db().execute<{ intent: string }>(
    sql`select intent_id as intent from payments where state = 'held'`,
  );
  const forgotten = (await platform.heldByStripe()).filter((intent) => !live.some((row) => row.intent === intent));
  const wrong = [...taken].flatMap(([intent, amount]) =>
    (ours.get(intent) ?? 0) === amount
      ? []
      : [`Stripe took ${amount} by ${intent}, our books say ${ours.get(intent) ?? 0}`],
  );
  return [...wrong, ...forgotten.map((intent) => `Stripe still holds ${intent}, and no payment of ours does`)];
}

/** More taken for an order, over all its payments at Stripe, than its names cost. */
async function chargedTwice(platform: Platform): Promise<string[]> {
  const taken = await platform.takenByStripe();
  const rows = await db().execute<{ id: string; due: number; intents: string[] }>(sql`select o.id,
    (select coalesce(sum(i.price_minor + i.tax_minor), 0)::int from order_items i where i.order_id = o.id and i.state = 'registered') as due,
    (select coalesce(array_agg(p.intent_id) filter (where p.intent_id is not null), '{}') from payments p where p.order_id = o.id) as intents
    from orders o`);
  return rows.flatMap((row) => {
    const sum = row.intents.reduce((total, intent) => total + (taken.get(intent) ?? 0), 0);
    return sum > row.due ? [`order ${row.id}: Stripe took ${sum} for ${row.due}`] : [];
  });
}

function repeated(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
