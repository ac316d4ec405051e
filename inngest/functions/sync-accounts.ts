import type { Inngest } from "inngest";
import { syncOnRecord } from "@/lib/reconcile/sync-on-record";
import { runtimeClock, stepCtx } from "../runtime-clock";

/** Daily: what the registrars list as ours, laid beside our names. */
export const syncAccountsDaily = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "sync-accounts", retries: 8, triggers: [{ cron: "40 1 * * *" }] }, async ({ step }) => {
    // The day is remembered: a run that is tried again after midnight is still that day's.
    const period = await step.run("period", () => runtimeClock().now().toISOString().slice(0, 10));
    return step.run("sync", () => syncOnRecord(stepCtx("sync-accounts"), { period }));
  });
