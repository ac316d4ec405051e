import { and, eq, inArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cases, disputes, domains, orderItems, payments } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import type { Ctx } from "@/lib/kernel/context";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { withoutAttention } from "@/lib/operations/without-attention";
import type { Dispute } from "@/lib/providers/payments/contract";
import { lockOrder, type Payment } from "./rows";

const facts = { open: "dispute_opened", won: "dispute_won", lost: "dispute_lost" } as const;

/**
 * A cardholder's bank questions a payment: the order's names stay where they are and cannot leave, nothing of the merchant is
 * charged by itself, and a person decides (AN-23). Won: all goes on. Lost: the money is gone, and the names are still ours to
 * decide about. Returns the order it is about; null when it is none of ours.
 */
export async function lookAtDispute(ctx: Ctx, { disputeId }: { disputeId: string }): Promise<string | null> {
  const dispute = await openPayments(ctx).dispute(disputeId);
  if (!dispute.intentId) return null;
  const [payment] = await db().select().from(payments).where(eq(payments.intentId, dispute.intentId));
  if (!payment) return null;
  await inTransaction("record-dispute", async (tx) => {
    await lockOrder(tx, payment.orderId);
    const state = dispute.state === "won" || dispute.state === "lost" ? dispute.state : "open";
    const before = await record(tx, ctx, payment, dispute, state);
    if (before === state) return;
    const of = { merchantId: payment.merchantId, orderId: payment.orderId };
    await tell(tx, ctx, {
      side: "money",
      fact: facts[state],
      ...of,
      data: { amountMinor: dispute.amountMinor, currency: dispute.currency, reason: dispute.reason },
      onceKey: `${dispute.disputeId}:${state}`,
    });
    await markNames(tx, ctx, payment.orderId, state === "open" || state === "lost");
    if (state === "won")
      await tx
        .update(cases)
        .set({ state: "closed", resolution: "The dispute was won.", closedAt: ctx.clock.now() })
        .where(and(eq(cases.kind, "dispute"), eq(cases.subjectId, dispute.disputeId), eq(cases.state, "open")));
    else await openDisputeCase(tx, ctx, payment, dispute);
  });
  return payment.orderId;
}

async function record(
  tx: Tx,
  ctx: Ctx,
  payment: Payment,
  dispute: Dispute,
  state: "open" | "won" | "lost",
): Promise<string | null> {
  const [before] = await tx.select().from(disputes).where(eq(disputes.id, dispute.disputeId));
  const now = ctx.clock.now();
  const row = {
    state,
    reason: dispute.reason,
    amountMinor: dispute.amountMinor,
    currency: dispute.currency,
    answerBy: dispute.answerBy,
    closedAt: state === "open" ? null : now,
  };
  const { id: paymentId, orderId, merchantId } = payment;
  await tx
    .insert(disputes)
    .values({ id: dispute.disputeId, paymentId, orderId, merchantId, openedAt: now, ...row })
    .onConflictDoUpdate({ target: disputes.id, set: row });
  return before?.state ?? null;
}

async function markNames(tx: Tx, ctx: Ctx, orderId: string, disputed: boolean): Promise<void> {
  const items = tx.select({ id: orderItems.id }).from(orderItems).where(eq(orderItems.orderId, orderId));
  const renewed = tx.select({ id: orderItems.domainId }).from(orderItems).where(eq(orderItems.orderId, orderId));
  const others = withoutAttention(domains.attention, ["dispute"]);
  await tx
    .update(domains)
    .set({
      attention: disputed ? sql`'[{"kind": "dispute"}]'::jsonb || ${others}` : others,
      updatedAt: ctx.clock.now(),
    })
    .where(or(inArray(domains.orderItemId, items), inArray(domains.id, renewed)));
}

async function openDisputeCase(tx: Tx, ctx: Ctx, payment: Payment, dispute: Dispute): Promise<void> {
  await openCase(tx, ctx, {
    kind: "dispute",
    subjectId: dispute.disputeId,
    merchantId: payment.merchantId,
    orderId: payment.orderId,
    summary:
      "A cardholder's bank took money back or asks about it. The names stay locked here, and nothing is charged by itself until a person has decided.",
    facts: {
      reason: dispute.reason,
      amountMinor: dispute.amountMinor,
      currency: dispute.currency,
      answerBy: dispute.answerBy?.toISOString() ?? null,
    },
  });
}
