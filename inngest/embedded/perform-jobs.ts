import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { type Clock, later } from "@/lib/kernel/clock";
import { faultPoint } from "@/lib/kernel/fault";
import { batch } from "./batch";
import type { CallFunctions } from "./call-functions";
import { type Call, callRun } from "./call-run";
import { type ClaimedJob, leaseMs, type RunState, releaseJobs, type StoredEvent } from "./claim-jobs";
import { type EngineEndpoint, nameOf, type SdkOp } from "./embedded-fetch";
import type { EnginePool } from "./engine-pool";
import { type Entry, writeJournal } from "./journal";
import type { RegisteredFunction } from "./register-functions";
import { type Outcome, settleCall } from "./settle-call";
import { type Arrival, takeInEvents } from "./take-in-events";

type Parts = {
  engineId: string;
  pool: EnginePool;
  clock: Clock;
  callFunctions: CallFunctions;
  functions: Map<string, RegisteredFunction>;
  /** The client's id, which the protocol puts before each function's id. */
  appId: string;
  /** How many runs could be begun at once. */
  room(): number;
  /** Told of runs that were begun for this engine; others may be due as well. */
  onWork(begun: { job: ClaimedJob; run: RunState }[]): void;
};

type Sender = { callId: string; stepId: string | undefined };

/** Calls functions for claimed jobs and writes what comes of it: the half of the engine that knows the protocol. */
export class JobPerformer implements EngineEndpoint {
  /** Set by a graceful stop: each call ends after the step at hand. */
  stopping = false;
  /** Set by a kill: nothing is written any more. */
  dead = false;
  readonly #parts: Parts;
  readonly #calls = new Map<string, Call>();
  readonly #journal: (entry: Entry) => Promise<boolean>;
  readonly #intake: (arrivals: Arrival[]) => Promise<void>;
  #callCount = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { functions, clock, engineId } = parts;
    this.#journal = batch((entries: Entry[]) => writeJournal(this.#alive(), entries));
    this.#intake = batch(async (groups: Arrival[][]) => {
      const arrivals = [...new Map(groups.flat().map((arrival) => [arrival.event.id, arrival])).values()];
      const now = clock.now();
      const claim = parts.room() > arrivals.length ? { owner: engineId, until: later(now, leaseMs) } : undefined;
      const started = await takeInEvents(this.#alive(), { arrivals, functions: functions.values(), now, claim });
      parts.onWork(
        started.map(({ runId, functionId, event }) => ({
          job: { runId, stepId: "step", generation: 1, kind: "discover", attempt: 0 },
          run: { functionId, event, steps: [], parentRunId: null },
        })),
      );
      return groups.map(() => undefined);
    });
  }

  /** Works on a job; true when that may have made more work. */
  async perform(job: ClaimedJob, run: RunState): Promise<boolean> {
    const { engineId, callFunctions, functions, clock, pool } = this.#parts;
    const registered = functions.get(run.functionId);
    const call: Call = {
      id: `${engineId}/${++this.#callCount}`,
      job,
      run,
      maxAttempts: registered?.maxAttempts ?? 1,
      finished: run.steps.filter(({ status }) => status !== "pending").length,
      sent: 0,
    };
    this.#calls.set(call.id, call);
    try {
      const outcome = await callRun(callFunctions, call, () => clock.now());
      if (outcome) return await this.#settle(call, outcome);
      if (call.over === "halted" && !this.dead) await releaseJobs(pool.sql, [job], clock.now());
      return false;
    } finally {
      this.#calls.delete(call.id);
    }
  }

  /** Has calls whose claim was lost end at their next report. */
  supersede(lost: (job: ClaimedJob) => boolean): void {
    for (const call of this.#calls.values()) if (lost(call.job)) call.over = "superseded";
  }

  async checkpoint(callId: string, ops: SdkOp[]): Promise<boolean> {
    const call = this.#calls.get(callId);
    if (!call || call.over || this.dead) return false;
    for (const op of ops) {
      if (op.op !== "StepRun") {
        call.refusal = new Error(`The embedded engine does not support ${op.op}.`);
        return false;
      }
      if (!(await this.#store(call, op))) {
        call.over ??= "superseded";
        return false;
      }
    }
    if (this.stopping) call.over = "halted";
    return !call.over;
  }

  async takeIn(events: Record<string, unknown>[], sender?: Sender): Promise<string[]> {
    const call = sender && this.#calls.get(sender.callId);
    if (this.dead || call?.over === "superseded") throw new Error("This engine takes in no more events.");
    const arrivals = events.map((event): Arrival => ({ event: this.#complete(event, call, sender?.stepId) }));
    await this.#intake(arrivals);
    return arrivals.map(({ event }) => event.id);
  }

  /** An event sent within a step gets the same id when the step is repeated, and so starts nothing twice. */
  #complete(event: Record<string, unknown>, call: Call | undefined, stepId = "body"): StoredEvent {
    if (typeof event.name !== "string" || event.name === "") throw new Error("An event needs a name.");
    const derived = () => (call ? `${call.job.runId}:${stepId}:${call.sent++}` : randomUUID());
    return {
      ...event,
      id: typeof event.id === "string" && event.id !== "" ? event.id : derived(),
      name: event.name,
      data: (event.data ?? {}) as Record<string, unknown>,
      ts: typeof event.ts === "number" ? event.ts : this.#parts.clock.now().getTime(),
    };
  }

  async #store(call: Call, op: SdkOp): Promise<boolean> {
    const point = this.#pointOf(call, op);
    await faultPoint(`${point}:before`);
    if (call.over || this.dead) return false;
    const now = this.#parts.clock.now();
    const tookMs = (op.timing?.b ?? 0) / 1e6;
    const { runId, stepId, generation } = call.job;
    const stored = await this.#journal({
      ...{ type: "step", runId, stepId, generation, memoId: op.id, name: nameOf(op), op: op.op, data: op.data ?? null },
      ...{ position: call.finished + 1, startedAt: new Date(now.getTime() - tookMs), at: now },
    });
    if (!stored) return false;
    call.finished++;
    call.sent = 0;
    await faultPoint(`${point}:after`);
    return !this.dead;
  }

  async #settle(call: Call, outcome: Outcome): Promise<boolean> {
    const points =
      outcome.type === "ops"
        ? outcome.ops.filter(isResult).map((op) => this.#pointOf(call, op))
        : [`run:${this.#shortId(call.run)}`];
    if (outcome.type === "retry") points.length = 0;
    for (const point of points) await faultPoint(`${point}:before`);
    const more = await this.#write(call, outcome);
    for (const point of points) await faultPoint(`${point}:after`);
    return more;
  }

  async #write({ job, run }: Call, outcome: Outcome): Promise<boolean> {
    if (outcome.type === "ended" && "output" in outcome.end && !run.parentRunId) {
      const { runId, stepId, generation } = job;
      const at = this.#parts.clock.now();
      await this.#journal({ type: "end", runId, stepId, generation, output: outcome.end.output, at });
      return false;
    }
    await this.#settleInTransaction(job, run, outcome);
    return true;
  }

  async #settleInTransaction(job: ClaimedJob, run: RunState, outcome: Outcome, tries = 3): Promise<void> {
    const { functions, clock } = this.#parts;
    try {
      await settleCall(this.#alive(), { job, run, outcome, functions, now: clock.now() });
    } catch (error) {
      const { code = "", message } = error as { code?: string; message: string };
      if (code === deadlock && tries > 1) return this.#settleInTransaction(job, run, outcome, tries - 1);
      // Without a code it is our own refusal, class 22 is data that the database refuses: trying again would not help.
      if (this.dead || (code !== "" && !code.startsWith("22"))) throw error;
      const end = { error: { name: "Error", message } };
      return this.#settleInTransaction(job, run, { type: "ended", end }, 1);
    }
  }

  #alive(): postgres.Sql {
    if (this.dead) throw new Error("This engine was killed.");
    return this.#parts.pool.sql;
  }

  #pointOf(call: Call, op: SdkOp): string {
    return `step:${this.#shortId(call.run)}:${nameOf(op)}`;
  }

  #shortId(run: RunState): string {
    return run.functionId.slice(this.#parts.appId.length + 1);
  }
}

const isResult = ({ op }: SdkOp) => op === "StepRun" || op === "StepFailed";

const deadlock = "40P01";
