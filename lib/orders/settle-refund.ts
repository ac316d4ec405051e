import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { payments, refunds } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { post } from "@/lib/billing/post";
import { HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, newestOperation, type Operation, recordIntent } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import type { Refund as Answer, Payments } from "@/lib/providers/payments/contract";
import type { Beat } from "./advance-item";
import { beginRefunds } from "./begin-refunds";
import { callInFlightMs } from "./limits";
import { noteUnanswered } from "./note-unanswered";
import { lockOrder, type Order } from "./rows";
import { unbookedTax } from "./unbooked-tax";

type Refund = typeof refunds.$inferSelect;

/**
 * One beat of a refund: credit is given at once, a card through Stripe under a key of its own. An answer that was lost is
 * looked for before anything is asked again; what a bank does not take becomes account credit, and a case.
 */
export async function settleRefund(ctx: Ctx, { refundId }: { refundId: string }): Promise<Beat> {
  requirePlatform(ctx);
  const [refund] = await db().select().from(refunds).where(eq(refunds.id, refundId));
  if (refund?.state !== "sent") return { ended: true, waitMs: 0 };
  if (refund.to === "credit") {
    await record(ctx, refund, null);
    return { ended: true, waitMs: 0 };
  }
  const [payment] = await db().select().from(payments).where(eq(payments.id, refund.paymentId));
  const intentId = payment?.intentId;
  if (!intentId) throw new Error(`Payment ${refund.paymentId} was captured without an intent.`);
  const { operation, fresh } = await begin(ctx, refund);
  const ageMs = ctx.clock.now().getTime() - operation.createdAt.getTime();
  if (!fresh && operation.state === "sent" && !refund.providerRef && ageMs < callInFlightMs)
    return { ended: false, waitMs: callInFlightMs - ageMs };
  const provider = openPayments(ctx, { operationId: operation.id, orderId: refund.orderId });
  let answer: Answer;
  try {
    answer = await ask(provider, refund, intentId, operation, fresh);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await noteUnanswered(ctx, operation, error, "refund-unanswered");
    return { ended: false, waitMs: Math.max(5 * SECOND, (error.retryAfterSeconds ?? 0) * SECOND) };
  }
  if (answer.state !== "pending") {
    await record(ctx, refund, { operation, answer });
    return { ended: true, waitMs: 0 };
  }
  await inTransaction("refund-pending", (tx) =>
    tx.update(refunds).set({ providerRef: answer.ref }).where(eq(refunds.id, refund.id)),
  );
  return { ended: false, waitMs: ageMs < HOUR ? 5 * MINUTE : 6 * HOUR };
}

async function begin(ctx: Ctx, refund: Refund): Promise<{ operation: Operation; fresh: boolean }> {
  return inTransaction("begin-refund", async (tx) => {
    await lockOrder(tx, refund.orderId);
    const before = await newestOperation(tx, refund.id, "refund");
    if (before) return { operation: before, fresh: false };
    const { orderId, merchantId, amountMinor } = refund;
    const of = { provider: "stripe", subjectId: refund.id, orderId, merchantId, request: { amountMinor } };
    return { operation: await recordIntent(tx, ctx, { verb: "refund", ...of }), fresh: true };
  });
}

async function ask(
  provider: Payments,
  refund: Refund,
  intentId: string,
  operation: Operation,
  fresh: boolean,
): Promise<Answer> {
  if (refund.providerRef) return provider.refundState(refund.providerRef);
  const lost = fresh ? null : await provider.findRefund({ intentId, refundId: refund.id });
  if (lost) return lost;
  return provider.refund({
    // A look has proved that the last try made nothing: its key would only repeat its error.
    key: operation.looks > 0 ? `${operation.key}:${operation.looks}` : operation.key,
    intentId,
    amountMinor: refund.amountMinor,
    refundId: refund.id,
    orderId: refund.orderId,
  });
}

/** Refund, payment, books and timeline say as one what became of it. Null: it went to account credit. */
async function record(
  ctx: Ctx,
  refund: Refund,
  stripe: { operation: Operation; answer: Answer } | null,
): Promise<void> {
  await inTransaction("record-refund", async (tx) => {
    const order = await lockOrder(tx, refund.orderId);
    const now = ctx.clock.now();
    const failed = stripe?.answer.state === "failed";
    const moved = await tx
      .update(refunds)
      .set({
        state: failed ? "failed" : "done",
        providerRef: stripe?.answer.ref ?? null,
        lastError: stripe?.answer.message ?? null,
        settledAt: now,
      })
      .where(and(eq(refunds.id, refund.id), eq(refunds.state, "sent")))
      .returning({ id: refunds.id });
    if (stripe)
      await moveOperation(tx, stripe.operation.id, ["sent", "unknown"], {
        state: failed ? "refused" : "confirmed",
        providerRef: stripe.answer.ref,
        settledAt: now,
        ...(failed ? { refusal: { reason: "failed", message: stripe.answer.message ?? "" } } : {}),
      });
    if (moved.length === 0) return;
    if (failed) return giveAsCredit(tx, ctx, order, refund, stripe.answer.message ?? "");
    // A goodwill credit leaves the payment as it was: the money stays at Stripe, and we owe it.
    const [payment] = await tx.select().from(payments).where(eq(payments.id, refund.paymentId));
    if (refund.to === "card" || payment?.kind === "credit")
      await tx
        .update(payments)
        .set({ refundedMinor: sql`${payments.refundedMinor} + ${refund.amountMinor}`, updatedAt: now })
        .where(eq(payments.id, refund.paymentId));
    await book(tx, ctx, order, refund);
    await tell(tx, ctx, {
      side: "money",
      fact: refund.to === "card" ? "refunded" : "refunded_to_credit",
      merchantId: refund.merchantId,
      orderId: refund.orderId,
      data: { amountMinor: refund.amountMinor, currency: refund.currency },
      onceKey: `${refund.id}:done`,
    });
    await publish(tx, ctx, "order/look-due", `${refund.id}:done`, { orderId: refund.orderId });
  });
}

async function book(tx: Tx, ctx: Ctx, order: Order, refund: Refund): Promise<void> {
  const { amountMinor } = refund;
  const taxMinor =
    refund.kind === "undelivered"
      ? Math.min(amountMinor, Math.max(0, -(await unbookedTax(tx, order))))
      : Math.round((amountMinor * order.taxMinor) / Math.max(1, order.totalMinor));
  await post(tx, ctx, {
    kind: "refund",
    externalKey: `refund:${refund.id}`,
    orderId: order.id,
    merchantId: order.merchantId,
    currency: refund.currency,
    lines: [
      { account: "sales", amountMinor: amountMinor - taxMinor },
      { account: "tax", amountMinor: taxMinor },
      { account: refund.to === "card" ? "stripe" : "merchant_credit", amountMinor: -amountMinor },
    ],
  });
}

/** The bank did not take the money: it is the merchant's all the same, as account credit, until a person finds a way. */
async function giveAsCredit(tx: Tx, ctx: Ctx, order: Order, refund: Refund, message: string): Promise<void> {
  await beginRefunds(tx, ctx, order, {
    amountMinor: refund.amountMinor,
    kind: refund.kind,
    to: "credit",
    reason: refund.reason,
    ...(refund.creditNoteId ? { creditNoteId: refund.creditNoteId } : {}),
  });
  await openCase(tx, ctx, {
    kind: "refund_failed",
    subjectId: refund.id,
    merchantId: refund.merchantId,
    orderId: refund.orderId,
    summary: "The bank did not take a refund. It was given as account credit; ask the merchant where to send it.",
    facts: { amountMinor: refund.amountMinor, currency: refund.currency, said: message },
  });
}
