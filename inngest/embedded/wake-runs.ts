import type postgres from "postgres";
import { arrayLiteral } from "./array-literal";

/** Has runs looked at again because one of their steps is done. A run that is being worked on is looked at once more. */
export async function wakeRuns(tx: postgres.TransactionSql, runIds: string[], now: Date): Promise<void> {
  await tx`
    insert into engine_job as job (run_id, step_id, kind, run_at)
    select run_id, 'step', 'discover', ${now}::timestamptz from unnest(${arrayLiteral(runIds)}::text::text[]) as woken (run_id)
    on conflict (run_id, step_id) do update set again = true,
      run_at = case when job.owner is null and job.attempt = 0 then least(job.run_at, excluded.run_at) else job.run_at end`;
}
