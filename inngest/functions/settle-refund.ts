import type { Inngest } from "inngest";
import { settleRefund } from "@/lib/orders/settle-refund";
import { runBeats } from "../run-beats";
import { stepCtx } from "../runtime-clock";

/** One refund, until the bank has it. */
export const settleRefundSteps = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "settle-refund", retries: 20, triggers: [{ event: "refund/due" }] }, ({ event, step }) =>
    runBeats(step, event.data, () => settleRefund(stepCtx("settle-refund"), { refundId: event.data.refundId })),
  );
