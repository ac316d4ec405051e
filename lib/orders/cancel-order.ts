import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin, requireWriter } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { cancelUnpaid, refreshPayment } from "./refresh-payment";
import { isOpen, itemsOf, lockOrder, paymentsOf, visibleOrder } from "./rows";

/**
 * Stops an order as far as it can still be stopped: an unpaid one ends at once; of a held one every name that was not yet
 * asked for is cancelled and its money let go. A name the registrar was asked for is finished (P-30).
 */
export async function cancelOrder(ctx: Ctx, { orderId }: { orderId: string }): Promise<void> {
  if (ctx.actor.kind === "admin") requireAdmin(ctx);
  else requireWriter(ctx);
  const order = await visibleOrder(ctx, orderId);
  if (order.state === "awaiting_payment") await closeCheckout(ctx, orderId);

  await inTransaction("cancel-order", async (tx) => {
    const locked = await lockOrder(tx, orderId);
    if (locked.state === "awaiting_payment") await cancelUnpaid(tx, ctx, locked);
    else if (locked.state === "fulfilling" || locked.state === "review") {
      const open = (await itemsOf(tx, orderId)).filter(isOpen);
      if (locked.cancelRequestedAt || open.length === 0) return;
      const now = ctx.clock.now();
      await tx.update(orders).set({ cancelRequestedAt: now, updatedAt: now }).where(eq(orders.id, orderId));
      const of = { side: "person", merchantId: locked.merchantId, orderId } as const;
      await tell(tx, ctx, { ...of, fact: "cancel_requested", onceKey: `${orderId}:cancel` });
      for (const item of open) await publish(tx, ctx, "order/item-due", `${item.id}:cancel`, { itemId: item.id });
    } else if (locked.state !== "cancelled" || order.state !== "awaiting_payment") {
      // An unpaid order ends as its page closes, which has just happened; every other ended before.
      throw new AppError(
        "conflict",
        "This order has ended already. Nothing was changed. Its page says what was charged.",
      );
    }
    await audit(tx, ctx, {
      action: "order.cancelled",
      subject: { kind: "order", id: orderId },
      merchantId: locked.merchantId,
      before: { state: locked.state },
    });
  });
}

/** Closes the payment page first, so that nobody pays for what is being cancelled; a payment that won the race is kept. */
async function closeCheckout(ctx: Ctx, orderId: string): Promise<void> {
  const provider = openPayments(ctx, { orderId });
  for (const payment of await paymentsOf(db(), orderId)) {
    if (payment.state !== "open" || payment.sessionId === null) continue;
    try {
      await provider.expireCheckout(payment.sessionId);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
    }
  }
  await refreshPayment(ctx, { orderId });
}
