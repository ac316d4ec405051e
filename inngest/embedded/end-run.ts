import type postgres from "postgres";
import type { RunState } from "./claim-jobs";
import type { RegisteredFunction } from "./register-functions";
import { takeInEvents } from "./take-in-events";
import { wakeRuns } from "./wake-runs";

export type RunEnd = { output: unknown } | { error: unknown };

/**
 * Ends a run in the caller's transaction: drops what it still had queued, gives its result to the run that invoked it and,
 * when it failed, tells its onFailure function.
 */
export async function endRun(
  tx: postgres.TransactionSql,
  runId: string,
  end: RunEnd,
  { run, functions, now }: { run: RunState; functions: Map<string, RegisteredFunction>; now: Date },
): Promise<void> {
  const failed = "error" in end;
  const value = JSON.stringify((failed ? end.error : end.output) ?? null);
  const [ended] = await tx<{ parentRunId: string | null; parentStepId: string | null }[]>`
    update engine_run set status = ${failed ? "failed" : "completed"}, output = ${failed ? null : value}::text::json,
      error = ${failed ? value : null}::text::json, ended_at = ${now}
    where id = ${runId} and status = 'active'
    returning parent_run_id as "parentRunId", parent_step_id as "parentStepId"`;
  await tx`delete from engine_job where run_id = ${runId}`;
  await tx`delete from engine_wait where run_id = ${runId}`;
  if (!ended) return;
  if (ended.parentRunId && ended.parentStepId) {
    const resumed = await tx`
      update engine_step step set status = ${failed ? "failed" : "done"}, data = ${failed ? null : value}::text::json,
        error = ${failed ? value : null}::text::json, ended_at = ${now},
        position = 1 + (select count(*) from engine_step s where s.run_id = step.run_id and s.status <> 'pending')
      where run_id = ${ended.parentRunId} and step_id = ${ended.parentStepId} and status = 'pending'`;
    if (resumed.count > 0) await wakeRuns(tx, [ended.parentRunId], now);
  }
  if (!failed) return;
  const event = {
    id: `${runId}:failed`,
    name: "inngest/function.failed",
    data: { function_id: run.functionId, run_id: runId, error: end.error, event: run.event },
    ts: now.getTime(),
  };
  await takeInEvents(tx, { arrivals: [{ event }], functions: functions.values(), now });
}
