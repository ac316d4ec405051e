import { type Clock, systemClock } from "@/lib/kernel/clock";
import { type Ctx, jobCtx } from "@/lib/kernel/context";

const store = globalThis as { nameplateClock?: Clock };

/** The clock that durable steps decide by; tests move it. */
export function runtimeClock(): Clock {
  return store.nameplateClock ?? systemClock;
}

export function setRuntimeClock(clock: Clock | undefined): void {
  if (clock) store.nameplateClock = clock;
  else delete store.nameplateClock;
}

export function stepCtx(name: string): Ctx {
  return jobCtx(name, runtimeClock());
}
