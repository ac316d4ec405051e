import type { Inngest } from "inngest";
import { alarmLateRenewals } from "@/lib/renewals/alarm-late-renewals";
import { foreseeCardsDaily } from "@/lib/renewals/foresee-cards-daily";
import { keepAutoRenew } from "@/lib/renewals/keep-auto-renew";
import { observeEndings } from "@/lib/renewals/observe-endings";
import { renewEarningNames } from "@/lib/renewals/renew-earning-names";
import { runRenewals } from "@/lib/renewals/run-renewals";
import { sweepDunning } from "@/lib/renewals/sweep-dunning";
import { stepCtx } from "../runtime-clock";

/**
 * Each hour: is a renewal run due, by the operator's schedule and zone? Who has to be reminded, which names must be kept
 * from their registrar's own renewal, which cards will not last?
 */
export const renewals = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "renewals", retries: 5, triggers: [{ cron: "7 * * * *" }] }, async ({ step }) => {
    const invoiced = await step.run("invoice", () => runRenewals(stepCtx("renewals")));
    const dunning = await step.run("dunning", () => sweepDunning(stepCtx("renewals")));
    const observed = await step.run("observe", () => observeEndings(stepCtx("renewals")));
    const earning = await step.run("renew-earning", () => renewEarningNames(stepCtx("renewals")));
    const kept = await step.run("keep-auto-renew", () => keepAutoRenew(stepCtx("renewals")));
    const cards = await step.run("foresee-cards", () => foreseeCardsDaily(stepCtx("renewals")));
    const late = await step.run("alarm-late", () => alarmLateRenewals(stepCtx("renewals")));
    return { invoiced, dunning, observed, earning, kept, cards, late };
  });
