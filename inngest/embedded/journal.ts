import type postgres from "postgres";
import { arrayLiteral } from "./array-literal";
import type { Claim } from "./claim-jobs";

/** A step's result, or the end of the run. */
export type Entry = Claim & { at: Date } & (
    | { type: "step"; memoId: string; name: string; op: string; data: unknown; position: number; startedAt: Date }
    | { type: "end"; output: unknown }
  );

/**
 * Writes results of many runs in one statement and so in one commit. An entry counts only while its claim does: the answer
 * tells for each whether it was written. Writing one twice is harmless (the commit may have happened although the connection broke).
 */
export async function writeJournal(sql: postgres.Sql, entries: Entry[]): Promise<boolean[]> {
  const column = (read: (entry: Entry) => string | number | null) => arrayLiteral(entries.map(read));
  const ofStep = (read: (entry: Entry & { type: "step" }) => string) =>
    column((entry) => (entry.type === "step" ? read(entry) : null));
  const value = (entry: Entry) => JSON.stringify((entry.type === "step" ? entry.data : entry.output) ?? null);
  const startedAt = (entry: Entry) => (entry.type === "step" ? entry.startedAt : entry.at).toISOString();
  const written = await sql<{ ordinal: string }[]>`
    with entry as (
      select * from unnest(
        ${column((entry) => entry.runId)}::text::text[],
        ${column((entry) => entry.stepId)}::text::text[],
        ${column((entry) => entry.generation)}::text::int[],
        ${ofStep((entry) => entry.memoId)}::text::text[],
        ${ofStep((entry) => entry.name)}::text::text[],
        ${ofStep((entry) => entry.op)}::text::text[],
        ${column(value)}::text::text[],
        ${column((entry) => (entry.type === "step" ? entry.position : 0))}::text::int[],
        ${column(startedAt)}::text::timestamptz[],
        ${column((entry) => entry.at.toISOString())}::text::timestamptz[]
      ) with ordinality as entry
        (run_id, job_step_id, generation, memo_id, name, op, value, position, started_at, ended_at, ordinal)
    ), live as (
      select entry.* from entry join engine_job job
        on job.run_id = entry.run_id and job.step_id = entry.job_step_id and job.generation = entry.generation
      where job.owner is not null for no key update of job
    ), memo as (
      insert into engine_step (run_id, step_id, name, op, status, data, position, created_at, ended_at)
      select run_id, memo_id, name, op, 'done', value::json, position, started_at, ended_at
      from live where memo_id is not null
      on conflict (run_id, step_id) do nothing
    ), ended as (
      update engine_run run set status = 'completed', output = live.value::json, ended_at = live.ended_at
      from live where live.memo_id is null and run.id = live.run_id and run.status = 'active'
      returning run.id
    ), jobs as (
      delete from engine_job job using ended where job.run_id = ended.id
    ), waits as (
      delete from engine_wait wait using ended where wait.run_id = ended.id
    )
    select ordinal from live`;
  const ordinals = new Set(written.map(({ ordinal }) => Number(ordinal)));
  return entries.map((_, index) => ordinals.has(index + 1));
}
