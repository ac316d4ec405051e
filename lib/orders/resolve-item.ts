import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { orderItems, orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { moveOperation, newestOperation } from "@/lib/operations/intent";
import { tell } from "@/lib/operations/tell";
import { advanceItem } from "./advance-item";
import { deliverItem } from "./deliver-item";
import { endItem } from "./end-item";
import { errandOf } from "./errands/errand-of";
import { isOpen, lockOrder } from "./rows";

const input = z.object({ itemId: z.string(), way: z.enum(["check", "adopt", "void"]) });

/**
 * What an admin may do with an item that hangs. check: look now, as the next beat would; adopt: believe the name that
 * our account holds, whoever asked for it; void: end the attempt, only when the registrar proves that it did nothing. A blind
 * retry is not offered: while the outcome is unknown it could buy twice.
 */
export async function resolveItem(ctx: Ctx, request: z.input<typeof input>): Promise<{ message: string }> {
  requireAdmin(ctx);
  const { itemId, way } = input.parse(request);
  const [row] = await db()
    .select({ item: orderItems, order: orders })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .where(eq(orderItems.id, itemId));
  if (!row) throw notFound("order item");
  const { item, order } = row;
  if (!isOpen(item)) throw new AppError("conflict", "This has ended already. Nothing was changed.");
  if (way === "check") {
    const beat = await advanceItem(ctx, { itemId });
    return {
      message: beat.ended
        ? "It has ended now. The order says how."
        : "Looked: it is still in flight. Nothing was changed.",
    };
  }

  const operation = await newestOperation(db(), itemId, errandOf(item).verb);
  const { registrar } = await openRegistrar(ctx, item.registrarAccountId, { orderId: order.id });
  const [found, held] = [
    await registrar.findWrite(errandOf(item).verb, item.nameAscii, order.placedAt),
    await registrar.domain(item.nameAscii),
  ];
  if (way === "adopt") {
    if (!held || !operation || errandOf(item).prove(order, item, held) === "not_yet")
      throw new AppError(
        "conflict",
        "Our account does not show what this order asked for, so there is nothing to adopt. Nothing was changed.",
      );
    await deliverItem(ctx, item, operation, held);
    await record(ctx, row, "operation_adopted", "item.adopted");
    return { message: "Adopted. The money is captured next." };
  }
  // A name that was ours before is there whether or not it was renewed: its expiry tells.
  const there = held !== null && errandOf(item).prove(order, item, held) !== "not_yet";
  if (there || (found.found === "operation" && found.state.state !== "refused")) {
    throw new AppError(
      "conflict",
      "The registrar has done this or is doing it, so it cannot be ended. Nothing was changed. Check or adopt it.",
    );
  }
  await inTransaction("void-item", async (tx) => {
    await lockOrder(tx, order.id);
    const refusal = { reason: "not_done", message: "Ended by an admin after the registrar was looked at." };
    if (operation)
      await moveOperation(tx, operation.id, ["sent", "unknown"], {
        state: "refused",
        refusal,
        settledAt: ctx.clock.now(),
      });
    await endItem(tx, ctx, item, "not_done");
  });
  await record(ctx, row, "operation_voided", "item.voided");
  return { message: "Ended. The money is let go next." };
}

async function record(
  ctx: Ctx,
  { item, order }: { item: typeof orderItems.$inferSelect; order: typeof orders.$inferSelect },
  fact: string,
  action: string,
): Promise<void> {
  await inTransaction("record-resolution", async (tx) => {
    const of = { merchantId: order.merchantId, orderId: order.id, orderItemId: item.id };
    await tell(tx, ctx, { side: "person", fact, ...of, data: { name: item.nameAscii } });
    await audit(tx, ctx, { action, subject: { kind: "order_item", id: item.id }, merchantId: order.merchantId });
  });
}
