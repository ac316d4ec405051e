import type postgres from "postgres";
import { later, MINUTE, SECOND } from "@/lib/kernel/clock";
import { arrayLiteral } from "./array-literal";

export type StoredEvent = { id: string; name: string; data: Record<string, unknown>; ts: number };
export type StoredStep = {
  id: string;
  op: string;
  status: "pending" | "done" | "failed";
  data: unknown;
  error: unknown;
};

/** Names one claim of one job. A write carries all three, so a worker that was superseded changes nothing. */
export type Claim = { runId: string; stepId: string; generation: number };

export type ClaimedJob = Claim & { kind: "discover" | "step" | "sleep" | "timeout"; attempt: number };

/** What a call needs to know of its run. */
export type RunState = {
  functionId: string;
  event: StoredEvent;
  /** Finished steps in order of completion, then pending ones. */
  steps: StoredStep[];
  parentRunId: string | null;
};

/** How long a claim holds without being renewed. */
export const leaseMs = MINUTE;

/** Claims due jobs, oldest first. Others' claims are skipped, expired ones are due again. */
export function claimJobs(
  sql: postgres.Sql,
  { owner, limit, now }: { owner: string; limit: number; now: Date },
): Promise<ClaimedJob[]> {
  return sql<ClaimedJob[]>`
    with due as (
      select run_id, step_id from engine_job where run_at <= ${now} order by run_at limit ${limit}
      for update skip locked
    )
    update engine_job job
    set owner = ${owner}, generation = job.generation + 1, run_at = ${later(now, leaseMs)}, again = false
    from due where job.run_id = due.run_id and job.step_id = due.step_id
    returning job.run_id as "runId", job.step_id as "stepId", job.generation, job.kind, job.attempt`;
}

/** A statement of its own: it must see every step that was finished before the claim. */
export async function loadRuns(sql: postgres.Sql, runIds: string[]): Promise<Map<string, RunState>> {
  const rows = await sql<(RunState & { id: string })[]>`
    select run.id, run.function_id as "functionId", run.parent_run_id as "parentRunId", event.payload as event,
      coalesce((
        select json_agg(json_build_object('id', step_id, 'op', op, 'status', status, 'data', data, 'error', error)
          order by position, step_id)
        from engine_step where run_id = run.id
      ), '[]') as steps
    from engine_run run join engine_event event on event.id = run.event_id
    where run.id = any(${arrayLiteral(runIds)}::text::text[]) and run.status = 'active'`;
  return new Map(rows.map(({ id, ...run }) => [id, run]));
}

/** Claims as rows `mine (run_id, step_id, generation)`. */
export const claimRows = (sql: postgres.Sql, claims: Claim[]) => sql`
  unnest(${arrayLiteral(claims.map((claim) => claim.runId))}::text::text[],
    ${arrayLiteral(claims.map((claim) => claim.stepId))}::text::text[],
    ${arrayLiteral(claims.map((claim) => claim.generation))}::text::int[]) as mine (run_id, step_id, generation)`;

/** Keeps the leases of jobs at work; answers which of them are still ours. */
export async function renewLeases(sql: postgres.Sql, owner: string, claims: Claim[], until: Date): Promise<Claim[]> {
  if (claims.length === 0) return [];
  return sql<Claim[]>`
    update engine_job job set run_at = ${until}
    from ${claimRows(sql, claims)}
    where job.run_id = mine.run_id and job.step_id = mine.step_id and job.generation = mine.generation
      and job.owner = ${owner}
    returning job.run_id as "runId", job.step_id as "stepId", job.generation`;
}

/** Gives jobs back untouched, to be claimed at `runAt`. */
export async function releaseJobs(sql: postgres.Sql, claims: Claim[], runAt: Date): Promise<void> {
  if (claims.length === 0) return;
  await sql`
    update engine_job job set owner = null, run_at = ${runAt}
    from ${claimRows(sql, claims)}
    where job.run_id = mine.run_id and job.step_id = mine.step_id and job.generation = mine.generation
      and job.owner is not null`;
}

/** Drops jobs of runs that are over. */
export async function dropJobs(sql: postgres.Sql, jobs: ClaimedJob[]): Promise<void> {
  for (const { runId, stepId, generation } of jobs)
    await sql`delete from engine_job where run_id = ${runId} and step_id = ${stepId} and generation = ${generation}`;
}

/** Makes the jobs of engines due whose process is gone: a crash costs no lease time. Answers how many there were. */
export async function reclaimFromDead(sql: postgres.Sql, now: Date): Promise<number> {
  const orphans = await sql`
    update engine_job set owner = null, run_at = ${now}
    where run_at > ${now} and run_at <= ${later(now, leaseMs)} and owner is not null
      and not exists (select from pg_stat_activity where application_name = 'engine ' || owner)`;
  return orphans.count;
}

/** How old a claim is that nobody works on, before it counts as one whose answer was lost. */
const unheardMs = 5 * SECOND;

/** Gives back what this engine claimed without ever hearing of it: the connection was lost between the commit and its answer. */
export async function reclaimUnheard(sql: postgres.Sql, owner: string, held: Claim[], now: Date): Promise<void> {
  await sql`
    update engine_job job set owner = null, run_at = ${now}
    where job.owner = ${owner} and job.run_at > ${now} and job.run_at <= ${later(now, leaseMs - unheardMs)}
      and not exists (select from ${claimRows(sql, held)} where job.run_id = mine.run_id
        and job.step_id = mine.step_id and job.generation = mine.generation)`;
}

/** When the next job that nobody works on is due. */
export async function nextDue(sql: postgres.Sql): Promise<Date | undefined> {
  const [row] = await sql<{ runAt: Date | null }[]>`select min(run_at) as "runAt" from engine_job`;
  return row?.runAt ?? undefined;
}
