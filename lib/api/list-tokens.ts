import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { apiTokens, users } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { mayRevoke } from "./may-revoke";

/** Plain JSON; moments are ISO strings. `state` is as of now. */
export type TokenRow = {
  id: string;
  name: string;
  /** The first characters of the token. */
  prefix: string;
  scopes: string[];
  madeBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  state: "live" | "expired" | "revoked";
  canRevoke: boolean;
};

/** The merchant's tokens, those that work first, then the newest first. */
export async function listTokens(ctx: Ctx): Promise<TokenRow[]> {
  const merchantId = requireMerchant(ctx);
  const now = ctx.clock.now();
  const rows = await db()
    .select({ token: apiTokens, madeBy: users.name })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(eq(apiTokens.merchantId, merchantId))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(200);
  const views = rows.map(({ token, madeBy }): TokenRow => {
    const expired = token.expiresAt !== null && token.expiresAt <= now;
    const state = token.revokedAt ? "revoked" : expired ? "expired" : "live";
    return {
      id: token.id,
      name: token.name,
      prefix: token.prefix,
      scopes: token.scopes,
      madeBy,
      createdAt: token.createdAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      expiresAt: token.expiresAt?.toISOString() ?? null,
      state,
      canRevoke: state === "live" && mayRevoke(ctx, token),
    };
  });
  return [...views.filter(({ state }) => state === "live"), ...views.filter(({ state }) => state !== "live")];
}
