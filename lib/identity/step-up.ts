import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { signInByAccount } from "./limits";
import { passwordMatches } from "./password";
import { requireToken, returnToken } from "./rate-limit";
import { requireUser } from "./require-user";

/**
 * Proof, at this moment, that the person who acts is the one who signed in: their password, for what a borrowed browser must
 * not do. Tries count as tries to sign in do; the right one is given back.
 */
export async function stepUp(ctx: Ctx, { password }: { password: string }): Promise<void> {
  const userId = requireUser(ctx);
  const key = `password:${userId}`;
  await requireToken(key, signInByAccount, ctx.clock, "There were too many tries.");
  const [user] = await db().select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  if (password.length > 200 || !(await passwordMatches(user?.passwordHash ?? null, password))) {
    throw new AppError("invalid", "That is not your password, so nothing was done. Try again.", {
      fields: { password: "This is not your password." },
    });
  }
  await returnToken(key, signInByAccount);
}
