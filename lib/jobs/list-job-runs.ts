import { and, desc, eq, notLike, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { jobRuns, users } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";

export type JobRun = {
  id: string;
  job: string;
  period: string;
  dryRun: boolean;
  /** Who clicked; null for the schedule. */
  startedBy: string | null;
  counts: Record<string, number>;
  error: string | null;
  startedAt: string;
  endedAt: string | null;
};

/** Marks of how far books were read are kept as runs too, and are no news to anybody. */
const isNews = notLike(jobRuns.job, "read-books:%");

/** Runs on the record, newest first, of one job or of all; `before` is the id of the last one seen. */
export async function listJobRuns(
  ctx: Ctx,
  filter: { job?: string; before?: string; limit?: number } = {},
): Promise<{ runs: JobRun[]; before: string | undefined }> {
  requireAdmin(ctx);
  const { job, before, limit = 20 } = filter;
  const from = before
    ? sql`(${jobRuns.startedAt}, ${jobRuns.id}) < (select r.started_at, r.id from job_runs r where r.id = ${before})`
    : undefined;
  const rows = await read(and(job ? eq(jobRuns.job, job) : isNews, from), limit + 1);
  const runs = rows.slice(0, limit);
  return { runs, before: rows.length > limit ? runs.at(-1)?.id : undefined };
}

/** The newest run of each job that was no dry run. */
export async function lastJobRuns(ctx: Ctx): Promise<Map<string, JobRun>> {
  requireAdmin(ctx);
  const newest = sql`${jobRuns.id} in (select distinct on (r.job) r.id from job_runs r where not r.dry_run order by r.job, r.started_at desc)`;
  const rows = await read(and(isNews, newest), 200);
  return new Map(rows.map((run) => [run.job, run]));
}

async function read(where: SQL | undefined, limit: number): Promise<JobRun[]> {
  const rows = await db()
    .select({ run: jobRuns, name: users.name })
    .from(jobRuns)
    .leftJoin(users, eq(users.id, jobRuns.startedBy))
    .where(where)
    .orderBy(desc(jobRuns.startedAt), desc(jobRuns.id))
    .limit(limit);
  return rows.map(({ run, name }) => ({
    ...run,
    startedBy: name ?? run.startedBy,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
  }));
}
