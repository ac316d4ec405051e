import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { raiseMissedNotices } from "./raise-missed-notices";
import { sendDueNotices } from "./send-due-notices";
import { watchVerifications } from "./watch-verifications";
import { writeDueNotices } from "./write-due-notices";

/**
 * The hourly round of notices: who has confirmed by now, what time has made due, sending it, and an alarm for what is missing.
 * Null when the hour had its round. A dry run only counts what would be written.
 */
export function runNotices(ctx: Ctx, { dryRun = false }: { dryRun?: boolean } = {}): Promise<JobCounts | null> {
  const period = ctx.clock.now().toISOString().slice(0, 13);
  return runJob(ctx, { job: "notices", period, dryRun }, async () => {
    if (dryRun) return writeDueNotices(ctx, { dryRun });
    const { asked, verified } = await watchVerifications(ctx);
    const written = await writeDueNotices(ctx);
    const { sent, failed } = await sendDueNotices(ctx);
    const { missed } = await raiseMissedNotices(ctx);
    return { ...written, asked, verified, sent, failed, missed };
  });
}
