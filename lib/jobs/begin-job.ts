import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { jobRuns } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { later, MINUTE } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";

/** A run that has not ended by then has lost its worker; the next one goes on in its place. */
const lostAfterMs = 10 * MINUTE;

/**
 * Begins the one run of a job for a period (`2026-11-20`, `2026-11`): the answer is its id for `endJob`, or null when the
 * period has its run. A run that failed, or whose worker was lost, is begun again under its id.
 *
 * Dry runs change nothing, so any number may be begun. Throws `conflict` while another worker is at it: a durable step
 * that lets it through is tried again later, and finds the run ended, or lost and free to take.
 */
export async function beginJob(
  ctx: Ctx,
  input: { job: string; period: string; dryRun?: boolean },
): Promise<{ runId: string } | null> {
  requirePlatform(ctx);
  const { job, period, dryRun = false } = input;
  const startedAt = ctx.clock.now();
  const startedBy = "userId" in ctx.actor ? ctx.actor.userId : null;
  return inTransaction("begin-job", async (tx) => {
    const [begun] = await tx
      .insert(jobRuns)
      .values({ id: newId("jobRun"), job, period, dryRun, startedBy, startedAt })
      .onConflictDoNothing()
      .returning({ runId: jobRuns.id });
    if (begun) return begun;

    const ofPeriod = and(eq(jobRuns.job, job), eq(jobRuns.period, period), eq(jobRuns.dryRun, false));
    const isLost = and(isNull(jobRuns.endedAt), lt(jobRuns.startedAt, later(startedAt, -lostAfterMs)));
    const [again] = await tx
      .update(jobRuns)
      .set({ startedAt, startedBy, endedAt: null, error: null, counts: {} })
      .where(and(ofPeriod, or(isNotNull(jobRuns.error), isLost)))
      .returning({ runId: jobRuns.id });
    if (again) return again;

    const [run] = await tx.select({ endedAt: jobRuns.endedAt }).from(jobRuns).where(ofPeriod);
    if (run?.endedAt) return null;
    throw new AppError(
      "conflict",
      "This job is running at this moment. Nothing was begun twice. Look again in a minute.",
    );
  });
}
