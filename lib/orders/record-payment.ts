import { payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { type Operation, recordIntent } from "@/lib/operations/intent";
import type { Order, Payment } from "./rows";

const verbs = { checkout: "open_checkout", saved_card: "charge", rehold: "rehold" } as const;

/** `paymentMethodId`: the saved card that is to be asked; a rehold asks the card of the hold it follows. */
type NewPayment = { kind: keyof typeof verbs; amountMinor: number; paymentMethodId?: string };

/** Writes down a payment of an order, in the order's currency, and with it the intent to ask Stripe for it (R1). */
export async function recordPayment(
  tx: Tx,
  ctx: Ctx,
  order: Pick<Order, "id" | "merchantId" | "currency">,
  { kind, amountMinor, paymentMethodId }: NewPayment,
): Promise<{ payment: Payment; operation: Operation }> {
  const now = ctx.clock.now();
  const of = { orderId: order.id, merchantId: order.merchantId };
  const [payment] = await tx
    .insert(payments)
    .values({
      ...of,
      id: newId("payment"),
      kind,
      amountMinor,
      currency: order.currency,
      paymentMethodId,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  const operation = await recordIntent(tx, ctx, {
    verb: verbs[kind],
    provider: "stripe",
    subjectId: payment!.id,
    ...of,
    request: { amountMinor },
  });
  return { payment: payment!, operation };
}
