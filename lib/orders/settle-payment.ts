import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, newestOperation, recordIntent } from "@/lib/operations/intent";
import type { Hold, Payments } from "@/lib/providers/payments/contract";
import { callInFlightMs } from "./limits";
import { noteUnanswered } from "./note-unanswered";
import { recordCapture } from "./record-capture";
import { recordRelease } from "./record-release";
import { applyPayment } from "./refresh-payment";
import { lockOrder, type Payment, paymentsOf } from "./rows";
import { settleCredit } from "./settle-credit";

/**
 * Captures a part of a hold, or releases all of it (`amountMinor` null). The intent is on record before the call; without
 * a clear answer the hold is read, and only a hold that is proved untouched is tried again under a new key (P-25, P-26).
 * False while another beat may still be waiting for Stripe's answer.
 */
export async function settlePayment(ctx: Ctx, payment: Payment, amountMinor: number | null): Promise<boolean> {
  if (payment.kind === "credit") {
    await settleCredit(ctx, payment, amountMinor);
    return true;
  }
  const verb = amountMinor === null ? "release" : "capture";
  const intentId = payment.intentId;
  if (!intentId) return true;
  const { operation, fresh } = await inTransaction("record-settlement", async (tx) => {
    await lockOrder(tx, payment.orderId);
    const current = (await paymentsOf(tx, payment.orderId)).find((entry) => entry.id === payment.id);
    if (current?.state !== "held") return { operation: null, fresh: false };
    const before = await newestOperation(tx, payment.id, verb);
    if (before && before.state !== "refused") return { operation: before, fresh: false };
    const attempt = (before?.attempt ?? 0) + 1;
    const of = { provider: "stripe", subjectId: payment.id, orderId: payment.orderId, merchantId: payment.merchantId };
    return {
      operation: await recordIntent(tx, ctx, { verb, ...of, attempt, request: { intentId, amountMinor } }),
      fresh: true,
    };
  });
  if (!operation || operation.state === "confirmed") return true;
  const ageMs = ctx.clock.now().getTime() - operation.createdAt.getTime();
  if (!fresh && operation.state === "sent" && ageMs < callInFlightMs) return false;
  const provider = openPayments(ctx, { operationId: operation.id, orderId: payment.orderId });

  let hold: Hold;
  try {
    // An earlier beat may have got through: read what it did before anything is repeated.
    hold = fresh ? await call(provider, verb, intentId, amountMinor, operation.key) : await provider.hold(intentId);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== "rejected" && error.kind !== "not_found") {
      await noteUnanswered(ctx, operation, error, "settlement-unanswered");
      throw error;
    }
    hold = await provider.hold(intentId);
  }
  await recordSettlement(ctx, payment, operation.id, hold);
  return true;
}

function call(
  provider: Payments,
  verb: "capture" | "release",
  intentId: string,
  amountMinor: number | null,
  key: string,
) {
  return verb === "capture" && amountMinor !== null
    ? provider.capture({ intentId, amountMinor, key })
    : provider.release({ intentId, key });
}

async function recordSettlement(ctx: Ctx, payment: Payment, operationId: string, hold: Hold): Promise<void> {
  const lapsed = await inTransaction("record-settled", async (tx) => {
    await lockOrder(tx, payment.orderId);
    if (hold.state === "captured") await recordCapture(tx, ctx, payment, hold);
    if (
      hold.state === "captured" ||
      (hold.state === "cancelled" && (await recordRelease(tx, ctx, payment, hold.intentId)))
    )
      return false;
    const untouched = hold.state === "held";
    // Proved untouched: the next beat tries anew under the next key.
    const refusal = untouched
      ? { reason: "not_done", message: "The hold was read back untouched." }
      : { reason: "hold_gone", message: "The hold had ended at Stripe." };
    await moveOperation(tx, operationId, ["sent", "unknown"], {
      state: "refused",
      refusal,
      settledAt: ctx.clock.now(),
    });
    return !untouched;
  });
  if (lapsed) await applyPayment(ctx, payment, null, hold);
}
