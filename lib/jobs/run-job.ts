import type { Ctx } from "@/lib/kernel/context";
import { beginJob } from "./begin-job";
import { endJob } from "./end-job";

/** What a job counted: plain words to numbers, shown as they are (`invoiced: 12`). */
export type JobCounts = Record<string, number>;

/**
 * Does a job's work once for a period, on the record: null when the period has its run. What the work throws is written
 * down and thrown on, and the period may be run again.
 */
export async function runJob(
  ctx: Ctx,
  job: { job: string; period: string; dryRun?: boolean },
  work: () => Promise<JobCounts>,
): Promise<JobCounts | null> {
  const run = await beginJob(ctx, job);
  if (!run) return null;
  try {
    const counts = await work();
    await endJob(ctx, { ...run, counts });
    return counts;
  } catch (error) {
    await endJob(ctx, { ...run, error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
