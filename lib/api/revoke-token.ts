import { and, eq } from "drizzle-orm";
import { apiTokens } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { mayRevoke } from "./may-revoke";

/** Ends a token; it counts from its next request on. Repeating it changes nothing. Another merchant's is not found. */
export async function revokeToken(ctx: Ctx, input: { tokenId: string }): Promise<void> {
  const merchantId = requireWriter(ctx);
  await inTransaction("revoke-token", async (tx) => {
    const [token] = await tx
      .select()
      .from(apiTokens)
      .where(and(eq(apiTokens.id, input.tokenId.replaceAll("\0", "")), eq(apiTokens.merchantId, merchantId)))
      .for("update");
    if (!token) throw notFound("token");
    if (!mayRevoke(ctx, token)) {
      throw new AppError(
        "forbidden",
        "Somebody else made this token. It still works. Ask an owner of the shop to end it.",
      );
    }
    if (token.revokedAt) return;
    await tx.update(apiTokens).set({ revokedAt: ctx.clock.now() }).where(eq(apiTokens.id, token.id));
    await audit(tx, ctx, {
      action: "api_token.revoked",
      subject: { kind: "api_token", id: token.id },
      after: { name: token.name, prefix: token.prefix },
    });
  });
}
