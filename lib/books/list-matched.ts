import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { at } from "./match-window";
import { boundsOf, type Month } from "./months";
import type { MatchedOrder } from "./views";

const pageSize = 50;

/** Orders that ended in a month and about which all books agree, newest first; `before` is the last one of the page before. */
export async function listMatched(
  ctx: Ctx,
  input: { month: Month; before?: string },
): Promise<{ orders: MatchedOrder[]; total: number; before: string | undefined }> {
  requireAdmin(ctx);
  const { start, end } = boundsOf(input.month);
  const from = input.before
    ? sql`and (o.ended_at, o.id) < (select b.ended_at, b.id from orders b where b.id = ${input.before})`
    : sql``;
  const matched = sql`o.state = 'completed' and o.ended_at >= ${at(start)} and o.ended_at < ${at(end)}
    and not exists (select 1 from book_differences d where d.order_id = o.id and d.state = 'open')`;
  const rows = await db().execute<MatchedOrder>(sql`
    select o.id as "orderId", o.ended_at as "endedAt", o.currency, s.amount as "stripeMinor", s.fee as "feeMinor",
      c.amount as "costMinor", c.currency as "costCurrency", i.names, i.amount as "orderMinor"
    from (select * from orders o where ${matched} ${from} order by o.ended_at desc, o.id desc limit ${pageSize + 1}) o
    left join lateral (select sum(m.amount_minor)::int as amount, sum(m.fee_minor)::int as fee from payments p
      join stripe_movements m on m.intent_id = p.intent_id and m.kind = 'charge' where p.order_id = o.id) s on true
    left join lateral (select sum(e.amount_minor)::int as amount, min(e.currency) as currency from ledger_transactions t
      join ledger_entries e on e.transaction_id = t.id and e.account = 'registrar_cost' where t.order_id = o.id) c on true
    left join lateral (select array_agg(name_ascii order by position) as names, sum(price_minor + tax_minor)::int as amount
      from order_items where order_id = o.id and state = 'registered') i on true
    order by o.ended_at desc, o.id desc`);
  const [count] = await db().execute<{ total: number }>(
    sql`select count(*)::int as total from orders o where ${matched}`,
  );
  const orders = rows.slice(0, pageSize).map((row) => ({ ...row, endedAt: new Date(row.endedAt).toISOString() }));
  return { orders, total: count?.total ?? 0, before: rows.length > pageSize ? orders.at(-1)?.orderId : undefined };
}
