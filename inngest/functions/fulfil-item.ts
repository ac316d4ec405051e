import type { Inngest } from "inngest";
import { advanceItem } from "@/lib/orders/advance-item";
import { runBeats } from "../run-beats";
import { stepCtx } from "../runtime-clock";

/** One name of an order, from money held to registered or refused. */
export const fulfilItem = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "fulfil-item", retries: 20, triggers: [{ event: "order/item-due" }] },
    ({ event, step }) =>
      runBeats(step, event.data, () => advanceItem(stepCtx("fulfil-item"), { itemId: event.data.itemId })),
  );
