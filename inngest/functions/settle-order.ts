import type { Inngest } from "inngest";
import { advanceOrder } from "@/lib/orders/advance-order";
import { runBeats } from "../run-beats";
import { stepCtx } from "../runtime-clock";

/** The money of an order: captured for what was delivered, released for the rest, once every name has ended. */
export const settleOrder = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "settle-order", retries: 20, triggers: [{ event: "order/item-ended" }, { event: "order/look-due" }] },
    ({ event, step }) =>
      runBeats(step, event.data, () => advanceOrder(stepCtx("settle-order"), { orderId: event.data.orderId })),
  );
