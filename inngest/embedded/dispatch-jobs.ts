import { type Clock, later, MINUTE, SECOND } from "@/lib/kernel/clock";
import {
  type ClaimedJob,
  claimJobs,
  dropJobs,
  leaseMs,
  loadRuns,
  nextDue,
  type RunState,
  reclaimFromDead,
  reclaimUnheard,
  releaseJobs,
  renewLeases,
} from "./claim-jobs";
import type { EnginePool } from "./engine-pool";
import { fireCrons } from "./fire-crons";
import { fireTimers } from "./fire-timers";
import type { JobPerformer } from "./perform-jobs";
import type { RegisteredFunction } from "./register-functions";

/** Nothing relies on it: it finds what a lost notice or a dead engine left behind. */
const longestPollMs = 5 * SECOND;
const restMs = 20;
/** A job of a function that only another version of the program knows is left to that one. */
const unknownFunctionDelayMs = MINUTE;

type Parts = {
  engineId: string;
  pool: EnginePool;
  clock: Clock;
  performer: JobPerformer;
  functions: Map<string, RegisteredFunction>;
  concurrency: number;
  onError(error: unknown): void;
};

/** Finds due work and keeps up to `concurrency` jobs running: the half of the engine that knows time. */
export class JobDispatcher {
  readonly #parts: Parts;
  readonly #running = new Map<string, ClaimedJob>();
  #ready: { job: ClaimedJob; run: RunState }[] = [];
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  /** The last look found nothing that is due and free. */
  #drained = false;
  #stopped = false;
  #renewedAt: Date;
  #cronsDueAt: Date | undefined;
  #timer: NodeJS.Timeout | undefined;
  #resting: NodeJS.Timeout | undefined;
  /** Short at first: a predecessor that was killed may still be vanishing from the database. */
  #pollMs = 100;
  #heartbeat: NodeJS.Timeout;
  #finished: (() => void)[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#renewedAt = parts.clock.now();
    this.#cronsDueAt = this.#renewedAt;
    this.#heartbeat = setInterval(() => this.look(), leaseMs / 3).unref();
  }

  /** Looks for due work; the promise ends when a look that began after this call is over. */
  look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.#keepLooking();
    return this.#looking;
  }

  /** A cron's next tick was moved by hand. */
  lookAtCrons(): void {
    this.#cronsDueAt = new Date(0);
    void this.look();
  }

  /** How many jobs could begin now without overtaking older ones. */
  room(): number {
    return this.#drained && !this.#stopped ? this.#freeSlots() : 0;
  }

  begin(begun: { job: ClaimedJob; run: RunState }[]): void {
    this.#ready.push(...begun);
    this.#startReady();
  }

  async idle(): Promise<void> {
    for (;;) {
      await this.look();
      if (this.#stopped || (this.#drained && this.#running.size === 0)) return;
      if (this.#running.size > 0) await new Promise<void>((resolve) => this.#finished.push(resolve));
      else await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  /** Starts nothing more, gives back what was not begun and waits for the rest. */
  async stop(): Promise<void> {
    this.abandon();
    await this.#looking;
    const unbegun = this.#ready.splice(0).map(({ job }) => job);
    await releaseJobs(this.#parts.pool.sql, unbegun, this.#parts.clock.now());
    while (this.#running.size > 0) await new Promise<void>((resolve) => this.#finished.push(resolve));
  }

  /** Stops at once and leaves everything as it is. */
  abandon(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#resting);
    clearInterval(this.#heartbeat);
  }

  async #keepLooking(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#stopped) {
        this.#lookAgain = false;
        await this.#lookOnce();
      }
    } catch (error) {
      this.#report(error);
      this.#lookIn(SECOND);
    } finally {
      this.#looking = undefined;
    }
  }

  async #lookOnce(): Promise<void> {
    const { clock, functions, concurrency, engineId } = this.#parts;
    const { sql } = this.#parts.pool;
    const now = clock.now();
    await this.#renew(now);
    if (this.#cronsDueAt && this.#cronsDueAt <= now) this.#cronsDueAt = await fireCrons(sql, functions, now);
    this.#drained = false;
    // Twice as many as can run, so that the next is at hand when one ends.
    for (let room = this.#freeSlots(); room > concurrency / 2 && !this.#stopped; room = this.#freeSlots()) {
      const jobs = await claimJobs(sql, { owner: engineId, limit: room, now });
      const fired = await this.#accept(jobs, now);
      if (fired || jobs.length === room) continue;
      this.#drained = true;
      this.#sleepSoon();
      return;
    }
  }

  #freeSlots(): number {
    return this.#parts.concurrency * 2 - this.#running.size - this.#ready.length;
  }

  /** Fires timers and readies calls; true when timers fired, which makes their runs due. */
  async #accept(jobs: ClaimedJob[], now: Date): Promise<boolean> {
    const { functions } = this.#parts;
    const { sql } = this.#parts.pool;
    const timers = jobs.filter(({ kind }) => kind === "sleep" || kind === "timeout");
    await fireTimers(sql, timers, now);
    const calls = jobs.filter((job) => !timers.includes(job));
    if (calls.length === 0) return timers.length > 0;
    const runs = await loadRuns(
      sql,
      calls.map(({ runId }) => runId),
    );
    const foreign: ClaimedJob[] = [];
    const over: ClaimedJob[] = [];
    for (const job of calls) {
      const run = runs.get(job.runId);
      if (!run) over.push(job);
      else if (functions.has(run.functionId)) this.#ready.push({ job, run });
      else foreign.push(job);
    }
    this.#startReady();
    await dropJobs(sql, over);
    await releaseJobs(sql, foreign, later(now, unknownFunctionDelayMs));
    return timers.length > 0;
  }

  #startReady(): void {
    while (!this.#stopped && this.#running.size < this.#parts.concurrency) {
      const next = this.#ready.shift();
      if (!next) return;
      this.#running.set(keyOf(next.job), next.job);
      void this.#work(next.job, next.run);
    }
  }

  async #work(job: ClaimedJob, run: RunState): Promise<void> {
    const { performer, clock, pool } = this.#parts;
    let mayHaveWork = true;
    try {
      mayHaveWork = await performer.perform(job, run);
    } catch (error) {
      this.#report(error);
      if (!performer.dead) {
        const soon = later(clock.now(), SECOND);
        await releaseJobs(pool.sql, [job], soon).catch((failed) => this.#report(failed));
      }
    } finally {
      this.#running.delete(keyOf(job));
      this.#startReady();
      if (!this.#stopped && (mayHaveWork || !this.#drained)) void this.look();
      for (const resolve of this.#finished.splice(0)) resolve();
    }
  }

  /** Also before every claim after the clock moved far, or an engine would take its own jobs for abandoned ones. */
  async #renew(now: Date): Promise<void> {
    if (now.getTime() - this.#renewedAt.getTime() < leaseMs / 3) return;
    const { pool, engineId, performer } = this.#parts;
    const held = this.#held();
    const kept = new Set((await renewLeases(pool.sql, engineId, held, later(now, leaseMs))).map(keyOf));
    const lost = new Set(held.map(keyOf).filter((key) => !kept.has(key)));
    this.#ready = this.#ready.filter(({ job }) => !lost.has(keyOf(job)));
    performer.supersede((job) => lost.has(keyOf(job)));
    this.#renewedAt = now;
  }

  #held(): ClaimedJob[] {
    return [...this.#running.values(), ...this.#ready.map(({ job }) => job)];
  }

  /** Asks for the next due time once the engine is at rest, not after every job of a busy minute. */
  #sleepSoon(): void {
    this.#resting ??= setTimeout(async () => {
      const { pool, clock } = this.#parts;
      const due = await nextDue(pool.sql).catch((error) => this.#report(error));
      this.#resting = undefined;
      const now = clock.now().getTime();
      const waits = [due, this.#cronsDueAt].map((at) => (at ? at.getTime() - now : longestPollMs));
      this.#lookIn(Math.max(Math.min(...waits, this.#pollMs), 1));
    }, restMs).unref();
  }

  #report(error: unknown): undefined {
    if (!this.#parts.performer.dead) this.#parts.onError(error);
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#pollMs = Math.min(this.#pollMs * 2, longestPollMs);
    this.#timer = setTimeout(() => {
      const { clock, engineId } = this.#parts;
      const { sql } = this.#parts.pool;
      Promise.all([reclaimFromDead(sql, clock.now()), reclaimUnheard(sql, engineId, this.#held(), clock.now())])
        .catch((error) => this.#report(error))
        .then(() => this.look());
    }, ms).unref();
  }
}

const keyOf = ({ runId, stepId, generation }: ClaimedJob | { runId: string; stepId: string; generation: number }) =>
  `${runId}/${stepId}/${generation}`;
