import { and, eq, isNull } from "drizzle-orm";
import { jobRuns } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";

/** Ends a run with what it counted, or with why it failed. Ending an ended run changes nothing. */
export async function endJob(
  ctx: Ctx,
  input: { runId: string; counts?: Record<string, number>; error?: string | null },
): Promise<void> {
  requirePlatform(ctx);
  const { runId, counts = {}, error = null } = input;
  await inTransaction("end-job", (tx) =>
    tx
      .update(jobRuns)
      .set({ counts, error: error?.slice(0, 1000) ?? null, endedAt: ctx.clock.now() })
      .where(and(eq(jobRuns.id, runId), isNull(jobRuns.endedAt))),
  );
}
