import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { apiTokens, memberships, merchants } from "@/db/schema";
import { type Clock, later, MINUTE } from "@/lib/kernel/clock";
import type { MemberRole } from "@/lib/kernel/context";
import { hashTokenSecret, isTokenSecret } from "./token-secret";

/** A token that holds at this moment, and for whom it acts. */
export type LiveToken = {
  tokenId: string;
  userId: string;
  merchantId: string;
  role: MemberRole;
  scopes: string[];
};

const touchEveryMs = MINUTE;

/**
 * Whose token this is, read with the maker's role as it is now: who was removed from the shop has no tokens there, and a
 * suspended shop's may only read. Null when it does not hold. Notes the use at most once a minute.
 */
export async function readToken(secret: string, clock: Clock): Promise<LiveToken | null> {
  if (!isTokenSecret(secret)) return null;
  const now = clock.now();
  const [row] = await db()
    .select({
      tokenId: apiTokens.id,
      userId: apiTokens.userId,
      merchantId: apiTokens.merchantId,
      scopes: apiTokens.scopes,
      role: sql<MemberRole>`case when ${merchants.state} = 'suspended' then 'read_only' else ${memberships.role} end`,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, apiTokens.userId), eq(memberships.merchantId, apiTokens.merchantId)),
    )
    .innerJoin(merchants, eq(merchants.id, apiTokens.merchantId))
    .where(
      and(
        eq(apiTokens.hash, hashTokenSecret(secret)),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  if (!row) return null;
  const { lastUsedAt, ...token } = row;
  if (lastUsedAt === null || lastUsedAt < later(now, -touchEveryMs)) {
    await db().update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, token.tokenId));
  }
  return token;
}
