import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newestOperation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { askSavedCard } from "./ask-saved-card";
import { recordPayment } from "./record-payment";
import { lockOrder, type Order, paymentsOf } from "./rows";

/**
 * Places a new hold on the saved card, without the merchant, because the old one nears its end or is gone (P-20, P-21,
 * M-2). A refusal opens a case and is final for this order; the old hold is kept as long as it lives.
 */
export async function rehold(ctx: Ctx, order: Order, amountMinor: number, paymentMethodId: string): Promise<void> {
  const [merchant] = await db().select().from(merchants).where(eq(merchants.id, order.merchantId));
  const customerId = merchant?.stripeCustomerId;
  if (!customerId) return;
  const { payment, operation } = await inTransaction("record-rehold", async (tx) => {
    await lockOrder(tx, order.id);
    const open = (await paymentsOf(tx, order.id)).find((entry) => entry.kind === "rehold" && entry.state === "open");
    if (open) return { payment: open, operation: (await newestOperation(tx, open.id, "rehold"))! };
    return recordPayment(tx, ctx, order, { kind: "rehold", amountMinor });
  });

  const answer = await askSavedCard(ctx, { order, payment, operation, customerId, paymentMethodId });
  if (answer.state === "held") return;
  await inTransaction("hold-lapsing", (tx) =>
    openCase(tx, ctx, {
      kind: "hold_lapsing",
      subjectId: order.id,
      merchantId: order.merchantId,
      orderId: order.id,
      summary:
        "A hold nears its end with names still in flight, and the card refused a new one. Ask the merchant for another card.",
      facts: { code: answer.code, amountMinor },
    }),
  );
}
