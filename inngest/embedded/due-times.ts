import { createHash } from "node:crypto";
import { DAY, HOUR, later, MINUTE, SECOND } from "@/lib/kernel/clock";

const unitMs: Record<string, number> = { w: 7 * DAY, d: DAY, h: HOUR, m: MINUTE, s: SECOND };

/** When a sleep or a time-out ends: the SDK writes `1d2h30m10s` or an ISO date. */
export function endOf(duration: string, now: Date): Date {
  if (/^(\d+[wdhms])+$/.test(duration)) {
    const parts = [...duration.matchAll(/(\d+)([wdhms])/g)];
    return later(
      now,
      parts.reduce((total, [, count, unit]) => total + Number(count) * unitMs[unit ?? ""]!, 0),
    );
  }
  const date = new Date(duration);
  if (duration === "" || Number.isNaN(date.getTime())) throw new Error(`"${duration}" is no duration and no date.`);
  return date;
}

/** Inngest's own back-off, so that a function behaves alike on both engines. */
const backOffMs = [
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
];
const longestBackOffMs = 2 * HOUR;
const jitterMs = 30 * SECOND;

/**
 * When to try again after try number `attempt` (from 0) failed.
 *
 * @param retryAfter the function's own wish (RetryAfterError): seconds or an ISO date, clipped to 1 s – 24 h
 * @param seed spreads retries that failed together; the same seed gives the same time
 */
export function retryAt(attempt: number, retryAfter: string | undefined, seed: string, now: Date): Date {
  if (retryAfter !== undefined) {
    const asked = /^\d+(\.\d+)?$/.test(retryAfter)
      ? Number(retryAfter) * SECOND
      : Date.parse(retryAfter) - now.getTime();
    if (Number.isFinite(asked)) return later(now, Math.min(Math.max(asked, SECOND), DAY));
  }
  const spread = createHash("sha256").update(`${seed}:${attempt}`).digest().readUInt32BE() % jitterMs;
  return later(now, (backOffMs[attempt] ?? longestBackOffMs) + spread);
}
