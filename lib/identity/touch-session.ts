import { and, eq, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";
import { type Clock, later, MINUTE } from "@/lib/kernel/clock";

export const touchEveryMs = 5 * MINUTE;

/** Notes that a session is in use, at most once in five minutes: a page view is not a write. */
export async function touchSession(sessionId: string, clock: Clock): Promise<void> {
  const now = clock.now();
  await db()
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, later(now, -touchEveryMs))));
}
