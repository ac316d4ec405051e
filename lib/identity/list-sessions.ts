import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { requireUser } from "./require-user";

/** Plain JSON; moments are ISO strings. `device` is what the browser calls itself, as text from outside. */
export type SessionRow = { id: string; device: string; ip: string; createdAt: string; lastSeenAt: string };

/** The browsers in which this person is signed in now, the last used first. */
export async function listSessions(ctx: Ctx): Promise<SessionRow[]> {
  const userId = requireUser(ctx);
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.clock.now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(100);
  return rows.map((row) => ({
    id: row.id,
    device: row.userAgent,
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
