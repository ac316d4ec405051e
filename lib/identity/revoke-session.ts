import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { audit } from "./audit";
import { requireUser } from "./require-user";

/** Ends one session of this person; it counts on that browser's next request. Another person's is not found. */
export async function revokeSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const userId = requireUser(ctx);
  await inTransaction("revoke-session", async (tx) => {
    const rows = await tx
      .update(sessions)
      .set({ revokedAt: ctx.clock.now() })
      .where(and(eq(sessions.id, input.sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (rows.length === 0) throw notFound("session");
    await audit(tx, ctx, {
      action: "session.revoked",
      subject: { kind: "user", id: userId },
      after: { sessionId: input.sessionId },
    });
  });
}
