import type { Inngest } from "inngest";
import { takeDunningStep } from "@/lib/renewals/take-dunning-step";
import { stepCtx } from "../runtime-clock";

/** One invoice, one step of its ladder: the saved card, then a mail when that did not pay it. */
export const dunning = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "dunning", retries: 8, triggers: [{ event: "invoice/issued" }, { event: "invoice/dunning-due" }] },
    ({ event, step }) =>
      step.run("take-step", () => takeDunningStep(stepCtx("dunning"), { invoiceId: event.data.invoiceId })),
  );
