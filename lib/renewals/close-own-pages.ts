import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, orders } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { cancelOrder } from "@/lib/orders/cancel-order";

/**
 * Closes payment pages that somebody opened for these names and left unpaid: they make room for what is wanted now. A
 * payment that won the race is kept. A saved card that is being asked is left alone.
 */
export async function closeOwnPages(ctx: Ctx, merchantId: string, domainIds: readonly string[]): Promise<void> {
  const left = await db()
    .selectDistinct({ id: orders.id })
    .from(orders)
    .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, orders.invoiceId))
    .where(
      and(
        eq(orders.merchantId, merchantId),
        inArray(invoiceLines.domainId, [...domainIds]),
        eq(orders.state, "awaiting_payment"),
        isNotNull(orders.placedByUserId),
      ),
    );
  for (const { id } of left) await cancelOrder(ctx, { orderId: id });
}
