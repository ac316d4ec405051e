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

export type PlannedFault = { point: string; kind: FaultKind; occurrence: number };

/** Sits at every fault point: records them, strikes where it was told to, and keeps dead processes dead. */
export class FaultInjector {
  readonly #process = new AsyncLocalStorage<number>();
  #living = 1;
  #seen = new Map<string, number>();
  #plan: PlannedFault[] = [];
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
    this.#seen.clear();
    this.struck = [];
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

  #at(point: string): FaultEffect {
    const mine = this.#process.getStore();
    if (mine !== undefined && mine !== this.#living) throw new Crash(point);
    const count = (this.#seen.get(point) ?? 0) + 1;
    this.#seen.set(point, count);
    const due = this.#plan.find((fault) => fault.point === point && fault.occurrence === count);
    if (!due) return undefined;
    this.#plan = this.#plan.filter((fault) => fault !== due);
    this.struck.push(due);
    return this.#strike(due);
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
        return new Response("{}", { status: 500, headers: { "content-type": "application/json" } });
      case "error_429":
        return new Response("{}", { status: 429, headers: { "content-type": "application/json", "retry-after": "2" } });
      case "garbage":
        return new Response("<html>It works!</html>", { status: 200, headers: { "content-type": "text/html" } });
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
