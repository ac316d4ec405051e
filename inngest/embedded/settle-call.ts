import type postgres from "postgres";
import type { ClaimedJob, RunState } from "./claim-jobs";
import { endOf } from "./due-times";
import { nameOf, type SdkOp } from "./embedded-fetch";
import { endRun, type RunEnd } from "./end-run";
import { parseExpression, waitMatch } from "./expression";
import type { RegisteredFunction } from "./register-functions";
import { takeInEvents } from "./take-in-events";
import { wakeRuns } from "./wake-runs";

type Tx = postgres.TransactionSql;

/** What came out of a call, apart from results that were journaled while it ran. */
export type Outcome =
  | { type: "ops"; ops: SdkOp[]; retryAt?: Date }
  | { type: "ended"; end: RunEnd }
  | { type: "retry"; error: unknown; retryAt: Date };

export type Settlement = {
  job: ClaimedJob;
  run: RunState;
  outcome: Outcome;
  functions: Map<string, RegisteredFunction>;
  now: Date;
};

/**
 * Writes the outcome of a call in one transaction and decides what becomes of its job. False when the claim was superseded
 * or the run is over: then nothing is written.
 */
export async function settleCall(sql: postgres.Sql, settlement: Settlement): Promise<boolean> {
  const { job, outcome, now } = settlement;
  return sql.begin(async (tx) => {
    // The run first: whatever ends or resumes a run takes its locks in this order.
    await tx`select from engine_run where id = ${job.runId} for update`;
    const [own] = await tx<{ again: boolean }[]>`
      select again from engine_job where run_id = ${job.runId} and step_id = ${job.stepId}
        and generation = ${job.generation} and owner is not null for update`;
    if (!own) return false;
    if (outcome.type === "ended") {
      await endRun(tx, job.runId, outcome.end, settlement);
      return true;
    }
    if (outcome.type === "retry") {
      await retryJob(tx, job, outcome.retryAt, outcome.error);
      return true;
    }
    const failing = outcome.ops.find(({ op }) => op === "StepError");
    for (const op of outcome.ops) if (op.op === "WaitForEvent") await applyOp(tx, op, settlement);
    for (const op of outcome.ops) if (op.op !== "WaitForEvent") await applyOp(tx, op, settlement);
    if (failing && outcome.retryAt) await retryJob(tx, job, outcome.retryAt, failing.error);
    else if (job.kind === "discover") await continueDiscovery(tx, job, own.again || hasResult(outcome.ops), now);
    else {
      await tx`delete from engine_job where run_id = ${job.runId} and step_id = ${job.stepId}`;
      await wakeRuns(tx, [job.runId], now);
    }
    return true;
  });
}

const hasResult = (ops: SdkOp[]) =>
  ops.some(({ op }) => op === "StepRun" || op === "StepFailed" || op === "DiscoveryRequest");

async function retryJob(tx: Tx, job: ClaimedJob, at: Date, error: unknown): Promise<void> {
  const { message = "Unknown error" } = (error ?? {}) as { message?: string };
  await tx`
    update engine_job set owner = null, attempt = attempt + 1, run_at = ${at}, last_error = ${message}
    where run_id = ${job.runId} and step_id = ${job.stepId}`;
}

async function continueDiscovery(tx: Tx, job: ClaimedJob, again: boolean, now: Date): Promise<void> {
  if (again) {
    await tx`
      update engine_job set owner = null, attempt = 0, run_at = ${now}, last_error = null
      where run_id = ${job.runId} and step_id = 'step'`;
    return;
  }
  await tx`delete from engine_job where run_id = ${job.runId} and step_id = 'step'`;
  const [waiting] = await tx`select from engine_step where run_id = ${job.runId} and status = 'pending' limit 1`;
  if (!waiting) throw new Error(`Run ${job.runId} neither ended nor waits for anything.`);
}

async function applyOp(tx: Tx, op: SdkOp, settlement: Settlement): Promise<void> {
  const { job, now } = settlement;
  switch (op.op) {
    case "StepRun":
      return memoize(tx, job, op, { data: op.data ?? null }, now);
    case "StepFailed":
      return memoize(tx, job, op, { error: op.error }, now);
    case "StepError":
    case "DiscoveryRequest":
      return;
    case "StepPlanned":
      if (await begin(tx, job.runId, op, now)) await addJob(tx, job.runId, op.id, "step", now);
      return;
    case "Sleep":
      if (await begin(tx, job.runId, op, now))
        await addJob(tx, job.runId, op.id, "sleep", endOf(String(op.opts?.duration ?? op.name), now));
      return;
    case "WaitForEvent":
      if (await begin(tx, job.runId, op, now)) await wait(tx, op, settlement);
      return;
    case "InvokeFunction":
      if (await begin(tx, job.runId, op, now)) await invoke(tx, op, settlement);
      return;
    default:
      throw new Error(`The embedded engine does not support ${op.op}.`);
  }
}

/** Notes a step as under way; false when it is already (an answer repeats what it still waits for). */
async function begin(tx: Tx, runId: string, op: SdkOp, now: Date): Promise<boolean> {
  const inserted = await tx`
    insert into engine_step (run_id, step_id, name, op, status, position, created_at)
    values (${runId}, ${op.id}, ${nameOf(op)}, ${op.op}, 'pending', 2147483647, ${now})
    on conflict do nothing`;
  return inserted.count === 1;
}

async function memoize(
  tx: Tx,
  job: ClaimedJob,
  op: SdkOp,
  result: { data: unknown } | { error: unknown },
  now: Date,
): Promise<void> {
  const failed = "error" in result;
  const value = JSON.stringify(failed ? result.error : result.data);
  await tx`
    insert into engine_step (run_id, step_id, name, op, status, data, error, position, attempts, created_at, ended_at)
    select ${job.runId}, ${op.id}, ${nameOf(op)}, ${op.op}, ${failed ? "failed" : "done"},
      ${failed ? null : value}::text::json, ${failed ? value : null}::text::json, 1 + count(*), ${job.attempt + 1}, ${now}, ${now}
    from engine_step where run_id = ${job.runId} and status <> 'pending'
    on conflict (run_id, step_id) do update set status = excluded.status, data = excluded.data, error = excluded.error,
      position = excluded.position, attempts = excluded.attempts, ended_at = excluded.ended_at
      where engine_step.status = 'pending'`;
}

async function wait(tx: Tx, op: SdkOp, { job, run, now }: Settlement): Promise<void> {
  const { match, key } = op.opts?.if
    ? waitMatch(parseExpression(String(op.opts.if)), run.event)
    : { match: {}, key: "" };
  await tx`
    insert into engine_wait (run_id, step_id, event_name, match, match_key)
    values (${job.runId}, ${op.id}, ${String(op.opts?.event ?? op.name)}, ${JSON.stringify(match)}::text::jsonb, ${key})`;
  await addJob(tx, job.runId, op.id, "timeout", endOf(String(op.opts?.timeout), now));
}

async function invoke(tx: Tx, op: SdkOp, { job, functions, now }: Settlement): Promise<void> {
  const functionId = String(op.opts?.function_id);
  if (!functions.has(functionId)) throw new Error(`No function ${functionId} is registered: it cannot be invoked.`);
  const payload = (op.opts?.payload ?? {}) as { data?: Record<string, unknown> };
  const event = {
    id: `${job.runId}:${op.id}`,
    name: "inngest/function.invoked",
    data: payload.data ?? {},
    ts: now.getTime(),
  };
  const only = { functionId, parentRunId: job.runId, parentStepId: op.id };
  await takeInEvents(tx, { arrivals: [{ event, only }], functions: functions.values(), now });
  if (op.opts?.timeout) await addJob(tx, job.runId, op.id, "timeout", endOf(String(op.opts.timeout), now));
}

async function addJob(tx: Tx, runId: string, stepId: string, kind: ClaimedJob["kind"], runAt: Date): Promise<void> {
  await tx`
    insert into engine_job (run_id, step_id, kind, run_at) values (${runId}, ${stepId}, ${kind}, ${runAt})
    on conflict do nothing`;
}
