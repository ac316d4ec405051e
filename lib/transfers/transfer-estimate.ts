import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderItems, orders } from "@/db/schema";
import { estimateFrom, type TransferEstimate } from "./stages";

/** How long transfers of an ending take by our own last hundred; too few: what the trade says. */
export async function transferEstimate(tld: string): Promise<TransferEstimate> {
  const rows = await db()
    .select({ days: sql<number>`extract(epoch from ${orderItems.endedAt} - ${orders.heldAt})::float8 / 86400` })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .where(
      and(
        eq(orderItems.kind, "transfer"),
        eq(orderItems.tld, tld),
        eq(orderItems.state, "registered"),
        isNotNull(orders.heldAt),
      ),
    )
    .orderBy(desc(orderItems.endedAt))
    .limit(100);
  return estimateFrom(rows.map(({ days }) => days));
}
