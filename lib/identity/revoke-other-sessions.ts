import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { audit } from "./audit";
import { requireUser } from "./require-user";

/** Ends all sessions of this person but the one that asks. Returns how many. */
export async function revokeOtherSessions(ctx: Ctx, input: { keepSessionId: string }): Promise<number> {
  const userId = requireUser(ctx);
  return inTransaction("revoke-other-sessions", (tx) => revokeOthersWithin(tx, ctx, userId, input.keepSessionId));
}

/** The same within the transaction that changes a password. */
export async function revokeOthersWithin(tx: Tx, ctx: Ctx, userId: string, keepSessionId: string): Promise<number> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keepSessionId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  if (rows.length > 0) {
    await audit(tx, ctx, {
      action: "session.others_revoked",
      subject: { kind: "user", id: userId },
      after: { count: rows.length },
    });
  }
  return rows.length;
}
