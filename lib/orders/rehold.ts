import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { moveOperation, newestOperation, recordIntent } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import type { Hold } from "@/lib/providers/payments/contract";
import { applyPayment } from "./refresh-payment";
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
    const now = ctx.clock.now();
    const open = (await paymentsOf(tx, order.id)).find((entry) => entry.kind === "rehold" && entry.state === "open");
    if (open) return { payment: open, operation: (await newestOperation(tx, open.id, "rehold"))! };
    const of = { orderId: order.id, merchantId: order.merchantId };
    const [row] = await tx
      .insert(payments)
      .values({
        ...of,
        id: newId("payment"),
        kind: "rehold",
        amountMinor,
        currency: order.currency,
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    const intent = await recordIntent(tx, ctx, {
      verb: "rehold",
      provider: "stripe",
      subjectId: row!.id,
      ...of,
      request: { amountMinor },
    });
    return { payment: row!, operation: intent };
  });

  const provider = openPayments(ctx, { operationId: operation.id, orderId: order.id });
  const settle = async (hold: Hold) => {
    await applyPayment(ctx, payment, null, hold);
    await inTransaction("record-reheld", (tx) =>
      moveOperation(tx, operation.id, ["sent", "unknown"], {
        state: "confirmed",
        providerRef: hold.intentId,
        settledAt: ctx.clock.now(),
      }),
    );
  };
  const lost =
    operation.state === "unknown"
      ? await provider.findHold({ customerId, paymentId: payment.id, since: operation.createdAt })
      : null;
  if (lost?.state === "held") return settle(lost);

  try {
    const result = await provider.holdSavedCard({
      // A look has proved that the last try made nothing: its key would only repeat its error.
      key: operation.looks > 0 ? `${operation.key}:${operation.looks}` : operation.key,
      customerId,
      paymentMethodId,
      amountMinor: payment.amountMinor,
      currency: order.currency,
      orderId: order.id,
      paymentId: payment.id,
    });
    if (result.state === "held") return await settle(result.hold);
    await inTransaction("record-rehold-refused", async (tx) => {
      const now = ctx.clock.now();
      const refusal = { reason: result.code, message: result.message };
      await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now });
      await tx
        .update(payments)
        .set({
          state: "failed",
          declineCode: result.code,
          declineMessage: result.message,
          endedAt: now,
          updatedAt: now,
        })
        .where(and(eq(payments.id, payment.id), eq(payments.state, "open")));
      await tell(tx, ctx, {
        side: "money",
        fact: "rehold_refused",
        merchantId: order.merchantId,
        orderId: order.id,
        data: { amountMinor, currency: order.currency, said: result.message },
        onceKey: `${payment.id}:refused`,
      });
      await openCase(tx, ctx, {
        kind: "hold_lapsing",
        subjectId: order.id,
        merchantId: order.merchantId,
        orderId: order.id,
        summary:
          "A hold nears its end with names still in flight, and the card refused a new one. Ask the merchant for another card.",
        facts: { code: result.code, amountMinor },
      });
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await inTransaction("rehold-unanswered", (tx) =>
      moveOperation(tx, operation.id, ["sent", "unknown"], {
        state: "unknown",
        lastError: error.message,
        looked: true,
        lookedAt: ctx.clock.now(),
      }),
    );
    throw error;
  }
}
