import type postgres from "postgres";
import { type ClaimedJob, claimRows } from "./claim-jobs";

const invokeTimeout = JSON.stringify({ name: "Error", message: "The invoked function did not end in time." });

/** Ends the sleeps and waits whose time has come and has their runs looked at again. All in one statement. */
export async function fireTimers(sql: postgres.Sql, timers: ClaimedJob[], now: Date): Promise<void> {
  if (timers.length === 0) return;
  await sql`
    with timer as (
      select job.run_id, job.step_id from engine_job job
      join ${claimRows(sql, timers)}
        on job.run_id = mine.run_id and job.step_id = mine.step_id and job.generation = mine.generation
      where job.owner is not null for update of job
    ), fired as (
      delete from engine_job job using timer where job.run_id = timer.run_id and job.step_id = timer.step_id
    ), waits as (
      delete from engine_wait wait using timer where wait.run_id = timer.run_id and wait.step_id = timer.step_id
    ), memo as (
      update engine_step step set ended_at = ${now},
        status = case when step.op = 'InvokeFunction' then 'failed' else 'done' end,
        data = case when step.op = 'InvokeFunction' then null else 'null'::json end,
        error = case when step.op = 'InvokeFunction' then ${invokeTimeout}::text::json end,
        position = 1 + (select count(*) from engine_step s where s.run_id = step.run_id and s.status <> 'pending')
      from timer where step.run_id = timer.run_id and step.step_id = timer.step_id and step.status = 'pending'
      returning step.run_id
    )
    insert into engine_job as job (run_id, step_id, kind, run_at)
    select distinct run_id, 'step', 'discover', ${now}::timestamptz from memo
    on conflict (run_id, step_id) do update set again = true,
      run_at = case when job.owner is null and job.attempt = 0 then least(job.run_at, excluded.run_at) else job.run_at end`;
}
