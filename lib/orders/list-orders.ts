import { and, desc, eq, exists, ilike, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, orderItems, orders, payments } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { requireMerchant } from "@/lib/kernel/context";
import type { OrderRow, OrderView, Page } from "./views";

export type OrderFilter = {
  after?: string | undefined;
  limit?: number | undefined;
  state?: OrderView["state"] | undefined;
  query?: string | undefined;
};

/** Orders, newest first, a page at a time (keyset): a merchant's own, all for admins. `after` is the last id of the page before. */
export async function listOrders(ctx: Ctx, given: OrderFilter = {}): Promise<Page<OrderRow>> {
  const filter = { ...given, query: withoutNul(given.query), after: withoutNul(given.after) };
  const mine = ctx.actor.kind === "admin" ? undefined : eq(orders.merchantId, requireMerchant(ctx));
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const pattern = filter.query ? `%${filter.query.replace(/[\\%_]/g, "\\$&")}%` : null;
  const wanted = and(
    mine,
    filter.state ? eq(orders.state, filter.state) : undefined,
    pattern
      ? or(
          eq(orders.id, filter.query ?? ""),
          ilike(merchants.name, pattern),
          exists(
            db()
              .select({ one: sql`1` })
              .from(orderItems)
              .where(and(eq(orderItems.orderId, orders.id), ilike(orderItems.nameAscii, pattern))),
          ),
        )
      : undefined,
  );
  const names = sql<
    string[]
  >`(select array_agg(i.name_ascii order by i.position) filter (where i.position < 3) from order_items i where i.order_id = ${orders.id})`;
  const count = sql<number>`(select count(*)::int from order_items i where i.order_id = ${orders.id})`;
  const charged = sql<number>`(select coalesce(sum(p.captured_minor - p.refunded_minor), 0)::int from ${payments} p where p.order_id = ${orders.id})`;
  // Ids are time-ordered, so they are the key of the page as well as of the row.
  const rows = await db()
    .select({
      id: orders.id,
      placedAt: orders.placedAt,
      state: orders.state,
      totalMinor: orders.totalMinor,
      currency: orders.currency,
      merchantId: orders.merchantId,
      merchantName: merchants.name,
      names,
      nameCount: count,
      chargedMinor: charged,
    })
    .from(orders)
    .innerJoin(merchants, eq(merchants.id, orders.merchantId))
    .where(
      and(
        wanted,
        filter.after
          ? sql`(${orders.placedAt}, ${orders.id}) < (select o.placed_at, o.id from orders o where o.id = ${filter.after})`
          : undefined,
      ),
    )
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(limit + 1);
  const [{ total } = { total: 0 }] = await db()
    .select({ total: sql<number>`count(*)::int` })
    .from(orders)
    .innerJoin(merchants, eq(merchants.id, orders.merchantId))
    .where(wanted);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...row, names: row.names ?? [], placedAt: row.placedAt.toISOString() })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    total,
  };
}

/** Postgres refuses NUL in text with an error instead of "no rows". */
const withoutNul = (text: string | undefined) => text?.replaceAll("\0", "");
