import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { fetchMovements } from "./fetch-movements";
import { matchBooks } from "./match-books";

export const booksJob = "match-books";

/**
 * The night's work on the books: reads what Stripe and the registrars wrote, then matches everything. Once a period (a day,
 * or a person's click), on the record; null when the period has had its run. A dry run reads nothing and writes nothing.
 * Throws when a book could not be read, after matching what could be, so that the run is tried again.
 */
export async function nightlyBooks(ctx: Ctx, input: { period: string; dryRun?: boolean }): Promise<JobCounts | null> {
  return runJob(ctx, { job: booksJob, ...input }, async () => {
    const read = input.dryRun ? { movements: 0, charges: 0, failed: [] } : await fetchMovements(ctx);
    const { open, fees } = await matchBooks(ctx, { dryRun: input.dryRun ?? false });
    const [failed] = read.failed;
    if (failed) throw new Error(`${failed.source} could not be read: ${failed.message}`);
    return { movements: read.movements, charges: read.charges, fees, differences: open };
  });
}
