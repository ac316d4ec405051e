import { AsyncLocalStorage } from "node:async_hooks";
import type { ManualClock } from "@/lib/kernel/clock";
import { type FaultEffect, installFaultHook } from "@/lib/kernel/fault";
import { delayMs, type FaultKind, jumpMs } from "./fault-kinds";

/** The process is gone: nobody may catch this and go on, and every later point of the same process throws it again. */
export class Crash extends Error {
  constructor(point: string) {
    super(`crash at ${point}`);
    this.name = "Crash";
  }
}

/** Strikes when the point is met for the `occurrence`-th time. `act`: something else than the usual kinds happens there. */
export type PlannedFault = { point: string; kind: FaultKind; occurrence: number };
type Act = { point: string; occurrence: number; act: () => Promise<FaultEffect> | FaultEffect };

/** Sits at every fault point: records them, strikes where it was told to, and keeps dead processes dead. */
export class FaultInjector {
  readonly #process = new AsyncLocalStorage<number>();
  #living = 1;
  #seen = new Map<string, number>();
  #plan: PlannedFault[] = [];
  #acts: Act[] = [];
  struck: PlannedFault[] = [];
  /** Called at once when a crash strikes, so that the process is taken down. */
  onCrash: () => void = () => {};

  constructor(private readonly clock: ManualClock) {
    installFaultHook((point) => this.#at(point));
  }

  /** Runs something as part of the living process. */
  inProcess<T>(work: () => T): T {
    return this.#process.run(this.#living, work);
  }

  plan(...faults: PlannedFault[]): void {
    this.#plan = faults;
    this.#acts = [];
    this.#seen.clear();
    this.struck = [];
  }

  /** Has something of one's own happen at a point, once. */
  at(point: string, act: Act["act"], occurrence = 1): void {
    this.#acts.push({ point, act, occurrence });
  }

  /** What was to happen and did not. */
  unspent(): string[] {
    return this.#acts.map(({ point, occurrence }) => `${point}, time ${occurrence}`);
  }

  /** Points in the order they were first met since the last plan. */
  points(): string[] {
    return [...this.#seen.keys()];
  }

  /** The process that was living is dead for good; a new one may start. */
  bury(): void {
    this.#living += 1;
  }

  close(): void {
    installFaultHook(undefined);
  }

  #at(point: string): Promise<FaultEffect> | FaultEffect {
    const mine = this.#process.getStore();
    if (mine !== undefined && mine !== this.#living) throw new Crash(point);
    const count = (this.#seen.get(point) ?? 0) + 1;
    this.#seen.set(point, count);
    const due = this.#plan.find((fault) => fault.point === point && fault.occurrence === count);
    if (due) {
      this.#plan = this.#plan.filter((fault) => fault !== due);
      this.struck.push(due);
      return this.#strike(due);
    }
    const act = this.#acts.find((entry) => entry.point === point && entry.occurrence === count);
    if (!act) return undefined;
    this.#acts = this.#acts.filter((entry) => entry !== act);
    return act.act();
  }

  #strike({ point, kind }: PlannedFault): FaultEffect {
    switch (kind) {
      case "crash":
        this.bury();
        this.onCrash();
        throw new Crash(point);
      case "lost_request":
      case "lost_reply":
        throw new TypeError("fetch failed");
      case "error_500":
      case "error_500_done":
        return reply(500, "{}");
      case "error_429":
        return reply(429, "{}", { "retry-after": "2" });
      case "garbage":
        return reply(200, "<html>It works!</html>", { "content-type": "text/html" });
      case "duplicate":
        return "twice";
      case "delay":
        this.clock.advance(delayMs);
        return undefined;
      case "clock_jump":
        this.clock.advance(jumpMs);
        return undefined;
      case "failed_commit":
      case "unknown_commit":
        throw new Error("connection to the database was lost");
    }
  }
}

function reply(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}
