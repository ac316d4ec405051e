import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderItems, orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { parseContact } from "@/lib/contacts/parse-contact";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { itemsOf, lockOrder, visibleOrder } from "./rows";

/** Gives an order other registrant details after a registry refused them; its names are tried again within the same hold. */
export async function correctContact(ctx: Ctx, input: { orderId: string; contact: unknown }): Promise<void> {
  requireWriter(ctx);
  const order = await visibleOrder(ctx, input.orderId);
  const waiting = await openCorrections(order.id);
  if (waiting.length === 0) {
    throw new AppError("conflict", "No name of this order waits for other details. Nothing was changed.");
  }
  const contact = parseContact(
    input.contact,
    waiting.map((item) => item.tld),
  );

  await inTransaction("correct-contact", async (tx) => {
    const locked = await lockOrder(tx, order.id);
    const now = ctx.clock.now();
    await tx.update(orders).set({ contact, updatedAt: now }).where(eq(orders.id, order.id));
    for (const item of waiting) {
      await tx
        .update(orderItems)
        .set({ failureReason: null, failureMessage: null, failureField: null, updatedAt: now })
        .where(
          and(eq(orderItems.id, item.id), eq(orderItems.state, "registering"), eq(orderItems.failureReason, "contact")),
        );
      await publish(tx, ctx, "order/item-due", `${item.id}:corrected:${now.getTime()}`, { itemId: item.id });
    }
    await tell(tx, ctx, {
      side: "person",
      fact: "contact_corrected",
      merchantId: locked.merchantId,
      orderId: order.id,
    });
    await audit(tx, ctx, { action: "order.contact_corrected", subject: { kind: "order", id: order.id } });
  });
}

async function openCorrections(orderId: string) {
  return (await itemsOf(db(), orderId)).filter(
    (item) => item.state === "registering" && item.failureReason === "contact",
  );
}
