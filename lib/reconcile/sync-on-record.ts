import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { syncAccounts } from "./sync-accounts";

export const syncJob = "sync-accounts";

/** The day's look at the registrars' lists as a job on the record; null when the period has had its run. */
export function syncOnRecord(ctx: Ctx, input: { period: string; dryRun?: boolean }): Promise<JobCounts | null> {
  return runJob(ctx, { job: syncJob, ...input }, () => syncAccounts(ctx, { dryRun: input.dryRun ?? false }));
}
