import type { Inngest } from "inngest";
import { forgetIdempotencyKeys } from "@/lib/api/forget-idempotency-keys";
import { forgetIdleLimits } from "@/lib/identity/rate-limit";
import { checkInvariants } from "@/lib/reconcile/check-invariants";
import { sweepPaymentEvents } from "@/lib/reconcile/sweep-payment-events";
import { sweepStalled } from "@/lib/reconcile/sweep-stalled";
import { runtimeClock, stepCtx } from "../runtime-clock";

/** Every five minutes: what was lost is found, what is stuck goes on, and every invariant is asked (R10). */
export const reconcile = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "reconcile", retries: 3, triggers: [{ cron: "*/5 * * * *" }, { event: "platform/reconcile-due" }] },
    async ({ step }) => {
      const events = await step.run("sweep-payment-events", () => sweepPaymentEvents(stepCtx("reconcile")));
      const stalled = await step.run("sweep-stalled", () => sweepStalled(stepCtx("reconcile")));
      const invariants = await step.run("check-invariants", () => checkInvariants(stepCtx("reconcile")));
      await step.run("forget-idle-limits", () => forgetIdleLimits(runtimeClock()));
      await step.run("forget-idempotency-keys", () => forgetIdempotencyKeys(runtimeClock()));
      return { events, stalled, invariants };
    },
  );
