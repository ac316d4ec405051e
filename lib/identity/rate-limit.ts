import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Clock } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";

/** A bucket that holds `capacity` tokens and gets `refillPerMinute` (may be a fraction) back. */
export type Limit = { capacity: number; refillPerMinute: number };

export type Taken = { ok: true; remaining: number } | { ok: false; retryAfterSeconds: number };

/**
 * Takes one token of a bucket shared by all processes: one statement, atomic under any number of callers. A refusal
 * writes nothing, so a flood costs one row lock a request. `retryAfterSeconds` is the longest wait for one token.
 */
export async function takeToken(key: string, limit: Limit, clock: Clock): Promise<Taken> {
  const now = clock.now().toISOString();
  const full = limit.capacity * 1000;
  const filled = sql`least(${full}::bigint, rate_limits.milli_tokens + floor(greatest(0,
    extract(epoch from ${now}::timestamptz - rate_limits.updated_at)) * ${(limit.refillPerMinute * 1000) / 60}::float8)::bigint)`;
  const [left] = await db().execute<{ milli_tokens: string }>(sql`
    insert into rate_limits (key, milli_tokens, updated_at) values (${key}, ${full - 1000}, ${now}::timestamptz)
    on conflict (key) do update
      set milli_tokens = ${filled} - 1000, updated_at = greatest(rate_limits.updated_at, ${now}::timestamptz)
      where ${filled} >= 1000
    returning milli_tokens`);
  return left
    ? { ok: true, remaining: Math.floor(Number(left.milli_tokens) / 1000) }
    : { ok: false, retryAfterSeconds: Math.ceil(60 / limit.refillPerMinute) };
}

/** As takeToken, but a refusal is thrown, with a sentence that says what was too much and how long to wait. */
export async function requireToken(key: string, limit: Limit, clock: Clock, what: string): Promise<void> {
  const taken = await takeToken(key, limit, clock);
  if (!taken.ok) throw new RateLimited(what, taken.retryAfterSeconds);
}

/** Puts back a token that turned out not to count, such as that of a sign-in with the right password. */
export async function returnToken(key: string, limit: Limit): Promise<void> {
  await db().execute(sql`
    update rate_limits set milli_tokens = least(${limit.capacity * 1000}::bigint, milli_tokens + 1000) where key = ${key}`);
}

/** Forgets buckets that nobody touched for a day: all limits are full again by then. Returns how many. */
export async function forgetIdleLimits(clock: Clock): Promise<number> {
  const dayAgo = new Date(clock.now().getTime() - 24 * 60 * 60 * 1000).toISOString();
  const rows = await db().execute(sql`delete from rate_limits where updated_at < ${dayAgo}::timestamptz returning 1`);
  return rows.length;
}

export class RateLimited extends AppError {
  readonly retryAfterSeconds: number;
  constructor(what: string, retryAfterSeconds: number) {
    super(
      "rate_limited",
      `${what} Nothing was changed or charged. Wait ${waitInWords(retryAfterSeconds)} and try again.`,
    );
    this.name = "RateLimited";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

function waitInWords(seconds: number): string {
  if (seconds <= 1) return "a second";
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
