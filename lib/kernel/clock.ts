/** Where time comes from. Everything that decides by time takes a Clock, so tests move it and nothing sleeps. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #nowMs: number;
  constructor(start: Date | string = "2026-11-20T12:00:00Z") {
    this.#nowMs = new Date(start).getTime();
  }
  now(): Date {
    return new Date(this.#nowMs);
  }
  advance(ms: number): void {
    this.#nowMs += ms;
  }
  set(to: Date | string): void {
    this.#nowMs = new Date(to).getTime();
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}
