import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { duePeriod } from "./due-period";
import { invoiceDueRenewals } from "./invoice-due-renewals";

export const renewalJob = "renewal-invoices";

/** The renewal run of the period that is due, once, on the record; null when the period has had its run (PE-34, CO-34). */
export async function runRenewals(ctx: Ctx): Promise<JobCounts | null> {
  requirePlatform(ctx);
  const period = duePeriod(await getSettings(), ctx.clock.now());
  return runJob(ctx, { job: renewalJob, period }, () => invoiceDueRenewals(ctx));
}
