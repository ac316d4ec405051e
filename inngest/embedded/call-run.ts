import type { CallFunctions, SdkResponse } from "./call-functions";
import type { ClaimedJob, RunState } from "./claim-jobs";
import { retryAt } from "./due-times";
import type { SdkOp } from "./embedded-fetch";
import type { Outcome } from "./settle-call";

/** One call of a function: from a claim until its outcome is written. */
export type Call = {
  id: string;
  job: ClaimedJob;
  run: RunState;
  maxAttempts: number;
  /** Steps of the run that are finished; grows while the call reports more. */
  finished: number;
  /** Events sent since the last finished step. */
  sent: number;
  /** Why the call must not go on: its claim is lost, or the engine stops after the step at hand. */
  over?: "superseded" | "halted";
  /** Something the engine cannot do; ends the run. */
  refusal?: Error;
};

/** Calls the function with all that is known of the run and reads the answer. Answers nothing when the call is over anyway. */
export async function callRun(
  callFunctions: CallFunctions,
  call: Call,
  clockNow: () => Date,
): Promise<Outcome | undefined> {
  const { job, run } = call;
  const finished = run.steps.filter(({ status }) => status !== "pending");
  const request = {
    method: "POST" as const,
    query: { fnId: run.functionId, stepId: job.kind === "step" ? job.stepId : "step" },
    headers: { "x-run-id": job.runId, "x-request-id": call.id },
    body: {
      version: 2,
      use_api: false,
      event: run.event,
      events: [run.event],
      steps: Object.fromEntries(
        finished.map(({ id, status, data, error }) => [
          id,
          status === "done" ? { type: "data", data } : { type: "error", error },
        ]),
      ),
      ctx: {
        run_id: job.runId,
        fn_id: run.functionId,
        qi_id: call.id,
        attempt: job.attempt,
        max_attempts: call.maxAttempts,
        // While other steps are under way elsewhere this call may only discover, or a step could run twice.
        disable_immediate_execution: finished.length < run.steps.length,
        use_api: false,
        stack: { stack: finished.map(({ id }) => id), current: finished.length },
      },
    },
  };
  const response = await callFunctions(request);
  if (call.over) return undefined;
  if (call.refusal) return { type: "ended", end: { error: { name: "Error", message: call.refusal.message } } };
  return readAnswer(call, response, clockNow());
}

function readAnswer({ job, maxAttempts }: Call, response: SdkResponse, now: Date): Outcome {
  const body = JSON.parse(response.body || "null");
  const last = response.headers["x-inngest-no-retry"] === "true" || job.attempt + 1 >= maxAttempts;
  const again = retryAt(job.attempt, response.headers["retry-after"], `${job.runId}:${job.stepId}`, now);
  if (response.status === 200) return { type: "ended", end: { output: body } };
  if (response.status !== 206) {
    return last ? { type: "ended", end: { error: body } } : { type: "retry", error: body, retryAt: again };
  }
  const ops = (Array.isArray(body) ? body : [body]) as SdkOp[];
  const [only] = ops;
  if (ops.length === 1 && only?.op === "RunComplete") return { type: "ended", end: { output: only.data ?? null } };
  // Results that could not be reported before the end are stored first; the next call then ends at once.
  const reported = ops.filter(({ op }) => op !== "RunComplete");
  if (!reported.some(({ op }) => op === "StepError")) return { type: "ops", ops: reported };
  if (!last) return { type: "ops", ops: reported, retryAt: again };
  return { type: "ops", ops: reported.map((op) => (op.op === "StepError" ? { ...op, op: "StepFailed" } : op)) };
}
