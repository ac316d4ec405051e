import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { type Clock, DAY, later, MINUTE } from "@/lib/kernel/clock";
import { ApiRefusal } from "./problem";

/** An answer as it leaves: the same for as long as its key is kept. */
export type ApiAnswer = { status: number; body: unknown; headers: Record<string, string> };

/** How long a key is kept, and how long a request can be at work before it counts as broken off. */
const keptMs = DAY;
const longestWorkMs = 2 * MINUTE;

/**
 * Answers a write under its Idempotency-Key: the first request with a key runs, every later one gets the same answer for a
 * day. Another request under the same key is refused, and so is one that comes while the first is at work. Answers that
 * say "try again" (409, 429, 5xx) are not kept.
 */
export async function answerOnce(
  clock: Clock,
  request: { tokenId: string; key: string; requestHash: string },
  run: () => Promise<ApiAnswer>,
): Promise<ApiAnswer & { replayed: boolean }> {
  const now = clock.now();
  const { tokenId, key, requestHash } = request;
  const mine = and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.key, key));
  const lapsed = sql`${idempotencyKeys.createdAt} <= ${later(now, -keptMs).toISOString()}::timestamptz`;
  const brokenOff = sql`(${idempotencyKeys.status} is null
    and ${idempotencyKeys.createdAt} <= ${later(now, -longestWorkMs).toISOString()}::timestamptz
    and ${idempotencyKeys.requestHash} = ${requestHash})`;
  const claimed = await db()
    .insert(idempotencyKeys)
    .values({ tokenId, key, requestHash, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tokenId, idempotencyKeys.key],
      set: { requestHash, status: null, response: null, createdAt: now },
      setWhere: sql`${lapsed} or ${brokenOff}`,
    })
    .returning({ key: idempotencyKeys.key });
  if (claimed.length === 0) {
    const [kept] = await db().select().from(idempotencyKeys).where(mine);
    return { ...answerKept(kept, requestHash), replayed: true };
  }
  // Whoever took over a broken off request has another moment on the row.
  const stillMine = and(mine, eq(idempotencyKeys.createdAt, now));
  const release = () => db().delete(idempotencyKeys).where(stillMine);
  const answer = await run().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const { status, body, headers } = answer;
  if (status === 409 || status === 429 || status >= 500) await release();
  else await db().update(idempotencyKeys).set({ status, response: { body, headers } }).where(stillMine);
  return { ...answer, replayed: false };
}

function answerKept(kept: typeof idempotencyKeys.$inferSelect | undefined, requestHash: string): ApiAnswer {
  if (kept && kept.requestHash !== requestHash) {
    throw new ApiRefusal(
      "invalid",
      "This Idempotency-Key was used for another request. Nothing was changed or charged. Use a new key for each thing you want done.",
      { fields: { "Idempotency-Key": "It belongs to another request." } },
    );
  }
  if (!kept || kept.status === null) {
    throw new ApiRefusal(
      "conflict",
      "The first request with this Idempotency-Key is still at work, and nothing is done or charged twice. Ask again in a few seconds.",
    );
  }
  const { body, headers } = kept.response as Pick<ApiAnswer, "body" | "headers">;
  return { status: kept.status, body, headers };
}
