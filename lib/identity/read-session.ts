import { and, eq, gt, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { memberships, merchants, sessions, users } from "@/db/schema";
import type { Clock } from "@/lib/kernel/clock";
import type { Actor, MemberRole } from "@/lib/kernel/context";

/** A session that holds at this moment, and whom it makes act. */
export type LiveSession = {
  sessionId: string;
  actor: Extract<Actor, { kind: "user" | "admin" }>;
  merchantId: string | null;
  user: { id: string; name: string; email: string };
  merchantName: string | null;
  merchantCountry: string | null;
  lastSeenAt: Date;
};

/**
 * Reads a session with its user and role in one statement, so that a revoked session, a removed member and a changed role
 * count from the next request on. Null when it does not hold. Members of a suspended merchant may look but not act.
 */
export async function readSession(sessionId: string, clock: Clock): Promise<LiveSession | null> {
  const [row] = await db()
    .select({
      lastSeenAt: sessions.lastSeenAt,
      userId: users.id,
      name: users.name,
      email: users.email,
      admin: users.admin,
      merchantId: merchants.id,
      merchantName: merchants.name,
      merchantCountry: merchants.country,
      merchantState: merchants.state,
      role: memberships.role,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.merchantId, sessions.merchantId)))
    .leftJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, clock.now())));
  if (!row) return null;
  const user = { id: row.userId, name: row.name, email: row.email };
  const base = { sessionId, user, lastSeenAt: row.lastSeenAt };
  if (row.admin) {
    return {
      ...base,
      actor: { kind: "admin", userId: row.userId },
      merchantId: null,
      merchantName: null,
      merchantCountry: null,
    };
  }
  if (!row.merchantId || !row.role) return null;
  const role: MemberRole = row.merchantState === "suspended" ? "read_only" : row.role;
  return {
    ...base,
    actor: { kind: "user", userId: row.userId, role },
    merchantId: row.merchantId,
    merchantName: row.merchantName,
    merchantCountry: row.merchantCountry,
  };
}
