import { and, eq, inArray } from "drizzle-orm";
import { orderItems, transferCodes } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { closeWaitingCases } from "@/lib/operations/close-waiting-cases";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { errandOf } from "./errands/errand-of";
import { type FailureReason, failureMessage } from "./failure-words";
import { freeClaims, type OrderItem } from "./rows";

/**
 * Ends an item unbought: its name is free again, its money will be let go. The caller has proved that the registrar did
 * nothing. False when the item had ended before.
 */
export async function endItem(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  reason: FailureReason,
  detail?: { message?: string; field?: string },
): Promise<boolean> {
  const state =
    reason === "cancelled" || reason === "hold_lapsed" ? "cancelled" : reason === "fraud" ? "fraud" : "refused";
  const now = ctx.clock.now();
  const ended = await tx
    .update(orderItems)
    .set({
      state,
      failureReason: reason,
      failureMessage: failureMessage(reason, item, detail?.message),
      failureField: detail?.field ?? null,
      endedAt: now,
      updatedAt: now,
    })
    .where(and(eq(orderItems.id, item.id), inArray(orderItems.state, ["waiting", "registering"])))
    .returning({ id: orderItems.id });
  if (ended.length === 0) return false;

  await freeClaims(tx, [item.id]);
  await closeWaitingCases(tx, ctx, item.id, "It ended without the name, and nothing is charged for it.");
  await tx.delete(transferCodes).where(eq(transferCodes.orderItemId, item.id));
  await tell(tx, ctx, {
    side: "registry",
    fact: state === "cancelled" ? "item_cancelled" : errandOf(item).facts.refused,
    merchantId: item.merchantId,
    orderId: item.orderId,
    orderItemId: item.id,
    domainId: item.domainId,
    data: { name: item.nameAscii, reason, registrar: item.registrar, said: detail?.message },
    onceKey: `${item.id}:ended`,
  });
  await publish(tx, ctx, "order/item-ended", item.id, { orderId: item.orderId, itemId: item.id });
  return true;
}
