import { and, eq, ne, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { refunds } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { beginRefunds } from "./begin-refunds";
import { lockOrder } from "./rows";

/** What has gone, or is going, back for what did not come about, in minor units. */
export async function undeliveredRefunds(orderId: string, at: Tx | Database = db()): Promise<number> {
  const [row] = await at
    .select({ minor: sql<number>`coalesce(sum(${refunds.amountMinor}), 0)::int` })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), eq(refunds.kind, "undelivered"), ne(refunds.state, "failed")));
  return row?.minor ?? 0;
}

/** Money that was taken at the start for something that did not come about goes back in full, as it came. */
export async function refundUndelivered(ctx: Ctx, orderId: string, amountMinor: number): Promise<void> {
  await inTransaction("refund-undelivered", async (tx) => {
    const order = await lockOrder(tx, orderId);
    await beginRefunds(tx, ctx, order, {
      amountMinor,
      kind: "undelivered",
      to: "card",
      reason: "It was not delivered.",
    });
  });
}
