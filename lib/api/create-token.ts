import { and, eq, gt, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { apiTokens, merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { lineOfText } from "@/lib/identity/line-of-text";
import { parseInput } from "@/lib/identity/parse-input";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { apiScopes } from "./scopes";
import { newTokenSecret } from "./token-secret";

const mostLiveTokens = 50;
export const tokenLifeDays = ["30", "90", "365", "never"] as const;

export const createTokenSchema = z.object({
  name: lineOfText("a name, such as that of the program", 60),
  scopes: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.enum(apiScopes)).optional())
    .refine((scopes) => (scopes?.length ?? 0) > 0, "Choose at least one thing that it may do.")
    .transform((scopes) => [...new Set(scopes)]),
  lifeDays: z.enum(tokenLifeDays, "Choose how long it works."),
});

/** `secret` is answered this once: only its hash is kept. */
export type CreatedToken = { id: string; secret: string };

/** Makes a token that acts for this merchant with the rights of the person who made it, narrowed to its scopes. */
export async function createToken(ctx: Ctx, input: unknown): Promise<CreatedToken> {
  const merchantId = requireWriter(ctx);
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "Only a member of a shop can make its tokens.");
  const { userId } = ctx.actor;
  const { name, scopes, lifeDays } = parseInput(createTokenSchema, input);
  const now = ctx.clock.now();
  const { secret, hash, prefix } = newTokenSecret();
  const id = newId("apiToken");
  const expiresAt = lifeDays === "never" ? null : later(now, Number(lifeDays) * DAY);
  await inTransaction("create-token", async (tx) => {
    // One at a time for a merchant, so that the limit holds under two clicks as well.
    await tx.select({ id: merchants.id }).from(merchants).where(eq(merchants.id, merchantId)).for("no key update");
    const live = and(
      eq(apiTokens.merchantId, merchantId),
      isNull(apiTokens.revokedAt),
      or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
    );
    if ((await tx.$count(apiTokens, live)) >= mostLiveTokens) {
      throw new AppError(
        "conflict",
        `There are ${mostLiveTokens} tokens already, which is as many as there can be. Revoke one that nothing uses.`,
      );
    }
    await tx
      .insert(apiTokens)
      .values({ id, merchantId, userId, name, hash, prefix, scopes, createdAt: now, expiresAt });
    await audit(tx, ctx, {
      action: "api_token.created",
      subject: { kind: "api_token", id },
      after: { name, prefix, scopes, expiresAt },
    });
  });
  return { id, secret };
}
