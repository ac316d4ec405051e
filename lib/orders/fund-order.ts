import { and, eq } from "drizzle-orm";
import { orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { startItems } from "./refresh-payment";
import { lockOrder, paymentsOf } from "./rows";

/** An order that account credit covers, or that is billed later, needs no page and no card: its work begins. */
export async function fundOrder(ctx: Ctx, orderId: string): Promise<void> {
  await inTransaction("fund-order", async (tx) => {
    const order = await lockOrder(tx, orderId);
    const now = ctx.clock.now();
    if (order.endedAt) return publish(tx, ctx, "order/look-due", `${order.id}:collect:${now.getTime()}`, { orderId });
    const credit = (await paymentsOf(tx, orderId)).find(
      (payment) => payment.kind === "credit" && payment.state === "held",
    );
    if (credit)
      await tell(tx, ctx, {
        side: "money",
        fact: "credit_set_aside",
        merchantId: order.merchantId,
        orderId,
        data: { amountMinor: credit.amountMinor, currency: credit.currency },
        onceKey: `${credit.id}:held`,
      });
    if (order.state === "awaiting_payment")
      await tx
        .update(orders)
        .set({ state: order.fraudFlaggedAt ? "review" : "fulfilling", heldAt: now, updatedAt: now })
        .where(and(eq(orders.id, orderId), eq(orders.state, "awaiting_payment")));
    await startItems(tx, ctx, order);
    if (order.captureMode === "at_start") await publish(tx, ctx, "order/look-due", `${order.id}:take`, { orderId });
  });
}
