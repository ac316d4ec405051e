import type postgres from "postgres";
import { CRON_NOTICE, ENGINE_CHANNEL } from "./take-in-events";

export type RunStatus = "active" | "completed" | "failed";

export type RunRow = {
  id: string;
  functionId: string;
  status: RunStatus;
  eventName: string;
  eventId: string;
  steps: number;
  /** Of an active run: what it is about to do, and when. */
  next: { kind: "discover" | "step" | "sleep" | "timeout"; at: Date; attempt: number; working: boolean } | null;
  createdAt: Date;
  endedAt: Date | null;
};

/** Runs, newest first; `before` is the last id of the page before. */
export async function listRuns(
  sql: postgres.Sql,
  filter: { status?: RunStatus; functionId?: string; before?: string; limit?: number } = {},
): Promise<{ runs: RunRow[]; before: string | undefined }> {
  const { status, functionId, before, limit = 50 } = filter;
  const rows = await sql<RunRow[]>`
    select run.id, run.function_id as "functionId", run.status, event.name as "eventName", run.event_id as "eventId",
      (select count(*)::int from engine_step where run_id = run.id) as steps, next.job as next,
      run.created_at as "createdAt", run.ended_at as "endedAt"
    from engine_run run
    join engine_event event on event.id = run.event_id
    left join lateral (
      select jsonb_build_object('kind', kind, 'at', run_at, 'attempt', attempt, 'working', owner is not null) as job
      from engine_job where run_id = run.id order by run_at limit 1
    ) next on true
    where true ${status ? sql`and run.status = ${status}` : sql``}
      ${functionId ? sql`and run.function_id = ${functionId}` : sql``}
      ${before ? sql`and run.id < ${before}` : sql``}
    order by run.id desc limit ${limit + 1}`;
  const runs = rows
    .slice(0, limit)
    .map((row) => ({ ...row, next: row.next && { ...row.next, at: new Date(row.next.at) } }));
  return { runs, before: rows.length > limit ? runs.at(-1)?.id : undefined };
}

export type RunDetail = RunRow & {
  event: { id: string; name: string; data: Record<string, unknown>; ts: number };
  output: unknown;
  error: { name?: string; message?: string; stack?: string } | null;
  parentRunId: string | null;
  /** Why the job at hand is tried again. */
  lastError: string | null;
  stepRows: {
    id: string;
    name: string;
    op: string;
    status: "pending" | "done" | "failed";
    data: unknown;
    error: { name?: string; message?: string } | null;
    attempts: number;
    createdAt: Date;
    endedAt: Date | null;
  }[];
};

/** One run with its steps in the order in which they ended. */
export async function findRun(sql: postgres.Sql, runId: string): Promise<RunDetail | undefined> {
  const [run] = await sql<Omit<RunDetail, "stepRows">[]>`
    select run.id, run.function_id as "functionId", run.status, event.name as "eventName", run.event_id as "eventId",
      (select count(*)::int from engine_step where run_id = run.id) as steps, null as next, event.payload as event,
      run.output, run.error, run.parent_run_id as "parentRunId", run.created_at as "createdAt", run.ended_at as "endedAt",
      (select last_error from engine_job where run_id = run.id and last_error is not null limit 1) as "lastError"
    from engine_run run join engine_event event on event.id = run.event_id where run.id = ${runId}`;
  if (!run) return undefined;
  const [job] = await sql<NonNullable<RunRow["next"]>[]>`
    select kind, run_at as at, attempt, owner is not null as working from engine_job
    where run_id = ${runId} order by run_at limit 1`;
  const stepRows = await sql<RunDetail["stepRows"]>`
    select step_id as id, name, op, status, data, error, attempts, created_at as "createdAt", ended_at as "endedAt"
    from engine_step where run_id = ${runId} order by position, created_at`;
  return { ...run, next: job ?? null, stepRows: [...stepRows] };
}

/** How many runs there are of each status. */
export async function countRuns(sql: postgres.Sql): Promise<Record<RunStatus, number>> {
  const rows = await sql<{ status: RunStatus; count: number }[]>`
    select status, count(*)::int as count from engine_run group by status`;
  return {
    active: 0,
    completed: 0,
    failed: 0,
    ...Object.fromEntries(rows.map(({ status, count }) => [status, count])),
  };
}

export type FunctionRow = {
  id: string;
  name: string;
  triggers: { event?: string; cron?: string; expression?: string }[];
  retries: number;
  crons: { expression: string; lastAt: Date | null; nextAt: Date }[];
};

/** The functions that engines have registered, with their crons. */
export async function listFunctions(sql: postgres.Sql): Promise<FunctionRow[]> {
  const functions = await sql<Omit<FunctionRow, "crons">[]>`
    select id, name, triggers, retries from engine_function order by id`;
  const crons = await sql<(FunctionRow["crons"][number] & { functionId: string })[]>`
    select function_id as "functionId", expression, last_at as "lastAt", next_at as "nextAt" from engine_cron order by 1, 2`;
  return functions.map((row) => ({
    ...row,
    crons: crons.filter(({ functionId }) => functionId === row.id).map(({ functionId: _, ...cron }) => cron),
  }));
}

/** Makes a cron's next tick now; an engine runs it at once. False when the function has no cron. */
export async function runCronNow(sql: postgres.Sql, functionId: string, now: Date): Promise<boolean> {
  const moved = await sql`
    update engine_cron set next_at = ${now} where function_id = ${functionId} and next_at > ${now}`;
  await sql.notify(ENGINE_CHANNEL, CRON_NOTICE);
  return moved.count > 0;
}
