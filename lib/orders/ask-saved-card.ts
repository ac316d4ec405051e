import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, type Operation } from "@/lib/operations/intent";
import { tell } from "@/lib/operations/tell";
import type { Hold, SavedCardAnswer } from "@/lib/providers/payments/contract";
import { noteUnanswered } from "./note-unanswered";
import { applyPayment } from "./refresh-payment";
import type { Order, Payment } from "./rows";

export type CardTry = {
  order: Order;
  payment: Payment;
  operation: Operation;
  customerId: string;
  paymentMethodId: string;
};

/**
 * Asks a saved card for a hold, without its owner. A hold or a refusal whose answer was lost is found by its metadata before
 * the card is asked again; a refusal is final for this payment. Throws ProviderError when nobody can say what happened yet.
 */
export async function askSavedCard(
  ctx: Ctx,
  attempt: CardTry,
): Promise<Extract<SavedCardAnswer, { state: "refused" }> | { state: "held" }> {
  const { order, payment, operation, customerId, paymentMethodId } = attempt;
  const provider = openPayments(ctx, { operationId: operation.id, orderId: order.id });
  const lost =
    operation.state === "unknown"
      ? await provider.findHold({ customerId, paymentId: payment.id, since: operation.createdAt })
      : null;
  if (lost?.state === "held") return recordHeld(ctx, attempt, lost);
  if (lost?.state === "none" && lost.decline) {
    const { code, message } = lost.decline;
    const refused = { state: "refused", code, message, needsPerson: code === "authentication_required" } as const;
    await recordRefused(ctx, attempt, refused);
    return refused;
  }
  try {
    const answer = await provider.holdSavedCard({
      // A look has proved that the last try made nothing: its key would only repeat its error.
      key: operation.looks > 0 ? `${operation.key}:${operation.looks}` : operation.key,
      customerId,
      paymentMethodId,
      amountMinor: payment.amountMinor,
      currency: order.currency,
      orderId: order.id,
      paymentId: payment.id,
    });
    if (answer.state === "held") return await recordHeld(ctx, attempt, answer.hold);
    await recordRefused(ctx, attempt, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await noteUnanswered(ctx, operation, error, "card-unanswered");
    throw error;
  }
}

async function recordHeld(ctx: Ctx, { payment, operation }: CardTry, hold: Hold): Promise<{ state: "held" }> {
  await applyPayment(ctx, payment, null, hold);
  await inTransaction("card-held", (tx) =>
    moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "confirmed",
      providerRef: hold.intentId,
      settledAt: ctx.clock.now(),
    }),
  );
  return { state: "held" };
}

async function recordRefused(
  ctx: Ctx,
  { order, payment, operation }: CardTry,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await inTransaction("card-refused", async (tx) => {
    const now = ctx.clock.now();
    const refusal = { reason: code, message };
    await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now });
    await tx
      .update(payments)
      .set({ state: "failed", declineCode: code, declineMessage: message, endedAt: now, updatedAt: now })
      .where(and(eq(payments.id, payment.id), eq(payments.state, "open")));
    await tell(tx, ctx, {
      side: "money",
      fact: payment.kind === "rehold" ? "rehold_refused" : "saved_card_refused",
      merchantId: order.merchantId,
      orderId: order.id,
      data: { amountMinor: payment.amountMinor, currency: order.currency, said: message },
      onceKey: `${payment.id}:refused`,
    });
  });
}
