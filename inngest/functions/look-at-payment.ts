import type { Inngest } from "inngest";
import { lookAtPayment } from "@/lib/orders/look-at-payment";
import { stepCtx } from "../runtime-clock";

/** An event of the payment provider says only that something changed; the object itself is looked at. */
export const lookAtPaymentEvent = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "look-at-payment", retries: 20, triggers: [{ event: "payments/event-received" }] },
    ({ event, step }) =>
      step.run("look", () =>
        lookAtPayment(stepCtx("look-at-payment"), { eventId: event.data.eventId, objectId: event.data.objectId }),
      ),
  );
