import type Stripe from "stripe";
import type { Payments } from "./contract";
import { toDispute, toMovement, toRefund } from "./convert";
import { read, write } from "./stripe-guard";

type Books = Pick<Payments, "refund" | "refundState" | "findRefund" | "dispute" | "movements">;

/** Money that goes back, and what became of all of it: refunds, disputes, the balance line by line. */
export function stripeBooks(stripe: Stripe): Books {
  return {
    async refund({ key, intentId, amountMinor, refundId, orderId }) {
      const params: Stripe.RefundCreateParams = {
        payment_intent: intentId,
        amount: amountMinor,
        reason: "requested_by_customer",
        metadata: { order_id: orderId, refund_id: refundId },
      };
      return toRefund(await write(() => stripe.refunds.create(params, { idempotencyKey: key })));
    },
    async refundState(ref) {
      return toRefund(await read(() => stripe.refunds.retrieve(ref)));
    },
    async findRefund({ intentId, refundId }) {
      const list = await read(() => stripe.refunds.list({ payment_intent: intentId, limit: 100 }));
      const match = list.data.find((refund) => refund.metadata?.refund_id === refundId);
      return match ? toRefund(match) : null;
    },
    async dispute(disputeId) {
      return toDispute(await read(() => stripe.disputes.retrieve(disputeId)));
    },
    async *movements(since) {
      const created = { gte: Math.floor(since.getTime() / 1000) };
      let after: string | undefined;
      for (;;) {
        const page = await read(() =>
          stripe.balanceTransactions.list({
            created,
            limit: 100,
            // The payment it belongs to is told by the charge, refund or dispute behind it.
            expand: ["data.source"],
            ...(after ? { starting_after: after } : {}),
          }),
        );
        if (page.data.length > 0) yield page.data.map(toMovement);
        after = page.data.at(-1)?.id;
        if (!page.has_more || !after) return;
      }
    },
  };
}
