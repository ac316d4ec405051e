import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY } from "@/lib/kernel/clock";
import type { FaultInjector } from "./fault-injector";
import { buy, type Member, outcome, place } from "./flows";
import { judge } from "./oracles";
import type { Platform } from "./platform";

export type PlayResult = {
  problems: string[];
  notes: string[];
  doubleCharges: number;
  doubleRegistrations: number;
  /** The planned fault never came about, so the case proves nothing. */
  unstruck: boolean;
  ms: number;
};

/** How an order stands, in the words that end states are written in. */
export type Standing = {
  state: string;
  /** `registered`, or the state and the reason: `refused:price`. */
  items: Record<string, string>;
  /** What Stripe took and holds, in the order's minor units. */
  taken: number;
  held: number;
  owed: number;
  cases: string[];
  /** States of the register operations, oldest first. */
  asked: string[];
};

/** What a case is played on: the platform, the faults, and a place for what it finds. */
export class Stage {
  readonly problems: string[] = [];
  readonly orders: string[] = [];
  /** What helps to understand a problem, told with it. */
  readonly notes: string[] = [];
  unstruck = false;

  constructor(
    readonly platform: Platform,
    readonly faults: FaultInjector,
    /** Makes this case's names unlike all others'. */
    readonly tag: string,
  ) {}

  /** A name of this case alone; `spelling` may induce a fault of the registrar. */
  name(spelling: string, tld = "com"): string {
    return `${this.tag}-${spelling}.${tld}`;
  }

  async place(names: string[], member?: Member): Promise<{ orderId: string; payUrl: string; member: Member }> {
    const who = member ?? (await this.platform.merchant());
    const placed = await place(this.platform, who, names);
    this.orders.push(placed.orderId);
    return { ...placed, member: who };
  }

  async buy(names: string[], card?: string, member?: Member): Promise<{ orderId: string; member: Member }> {
    const who = member ?? (await this.platform.merchant());
    const orderId = await buy(this.platform, who, names, card);
    this.orders.push(orderId);
    await this.platform.settle();
    return { orderId, member: who };
  }

  /** Lets time pass until every order of the case has ended. */
  async end(ms = 10 * DAY): Promise<void> {
    if (!(await outcome(this.platform, this.orders, ms))) this.problem("not everything ended in time");
  }

  problem(text: string): void {
    this.problems.push(text);
  }

  /** Notes what is not as it must be. */
  expect(actual: unknown, wanted: unknown, what: string): void {
    const [is, should] = [JSON.stringify(actual), JSON.stringify(wanted)];
    if (is !== should) this.problem(`${what}: ${is} instead of ${should}`);
  }

  async standing(orderId: string): Promise<Standing> {
    const [row] = await db().execute<Standing>(sql`select o.state, o.owed_minor as owed,
      (select jsonb_object_agg(i.name_ascii, case when i.state = 'registered' then i.state else concat_ws(':', i.state, i.failure_reason) end)
        from order_items i where i.order_id = o.id) as items,
      (select coalesce(sum((s.object ->> 'amount_received')::int), 0)::int from payments p
        join sandbox.stripe_objects s on s.id = p.intent_id where p.order_id = o.id) as taken,
      (select coalesce(sum((s.object ->> 'amount_capturable')::int), 0)::int from payments p
        join sandbox.stripe_objects s on s.id = p.intent_id where p.order_id = o.id) as held,
      (select coalesce(jsonb_agg(c.kind order by c.opened_at, c.kind), '[]') from cases c where c.order_id = o.id
        or c.opened_at >= o.placed_at and exists (select from order_items i where i.order_id = o.id and i.registrar_account_id = c.subject_id)) as cases,
      (select coalesce(jsonb_agg(op.state order by op.created_at, op.attempt), '[]') from operations op
        where op.order_id = o.id and op.verb = 'register') as asked
      from orders o where o.id = ${orderId}`);
    if (!row) throw new Error(`There is no order ${orderId}.`);
    return row;
  }

  /** Notes where an order does not stand as its row of the fault table demands. */
  async expectOrder(orderId: string, wanted: Partial<Standing>): Promise<void> {
    const standing = await this.standing(orderId);
    for (const [what, should] of Object.entries(wanted))
      this.expect(standing[what as keyof Standing], should, `order ${what}`);
  }

  /** What the names of an order that are registered cost together. */
  async due(orderId: string): Promise<number> {
    const [row] = await db().execute<{ due: number }>(sql`select coalesce(sum(price_minor + tax_minor), 0)::int as due
      from order_items where order_id = ${orderId} and state = 'registered'`);
    return row?.due ?? 0;
  }

  /** Bought, registered, and charged for in full. */
  async expectBought(orderId: string, names: string[]): Promise<void> {
    const items = Object.fromEntries([...names].sort(byLength).map((name) => [name, "registered"]));
    await this.expectOrder(orderId, { state: "completed", items, held: 0, owed: 0, taken: await this.due(orderId) });
  }

  /** Ended without the names, and nothing charged or held. */
  async expectVoid(orderId: string, items: Record<string, string>, state = "failed"): Promise<void> {
    const sorted = Object.fromEntries(Object.entries(items).sort(([a], [b]) => byLength(a, b)));
    await this.expectOrder(orderId, { state, items: sorted, taken: 0, held: 0 });
  }

  /** Plays, then asks every oracle. A case that throws has found something, too. */
  async play(work: (stage: Stage) => Promise<void>): Promise<PlayResult> {
    const startedAt = performance.now();
    this.faults.plan();
    try {
      await work(this);
    } catch (error) {
      this.problem(`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    for (const left of this.faults.unspent()) this.problem(`this was never met: ${left}`);
    this.faults.plan();
    const verdict = await judge(this.platform.clock.now());
    return {
      problems: [...this.problems, ...verdict.doubleCharges, ...verdict.doubleRegistrations, ...verdict.violations],
      notes: this.notes,
      doubleCharges: verdict.doubleCharges.length,
      doubleRegistrations: verdict.doubleRegistrations.length,
      unstruck: this.unstruck,
      ms: Math.round(performance.now() - startedAt),
    };
  }
}

/** As jsonb orders keys. */
function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
