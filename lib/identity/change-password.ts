import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { audit } from "./audit";
import { signInByAccount } from "./limits";
import { parseInput } from "./parse-input";
import { hashPassword, passwordMatches, passwordSchema } from "./password";
import { requireToken } from "./rate-limit";
import { requireUser } from "./require-user";
import { revokeOthersWithin } from "./revoke-other-sessions";

export const changePasswordSchema = z.object({
  currentPassword: z.string({ error: "Enter your current password." }).min(1, "Enter your current password.").max(200),
  newPassword: passwordSchema,
});

/**
 * Sets a new password after proof of the current one, and signs out every other browser of this person. Returns how many.
 * Tries count as tries to sign in do, so a borrowed browser cannot guess.
 */
export async function changePassword(
  ctx: Ctx,
  input: z.input<typeof changePasswordSchema> & { keepSessionId: string },
): Promise<number> {
  const userId = requireUser(ctx);
  const { currentPassword, newPassword } = parseInput(changePasswordSchema, input);
  await requireToken(`password:${userId}`, signInByAccount, ctx.clock, "There were too many tries.");
  const [user] = await db().select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  if (!(await passwordMatches(user?.passwordHash ?? null, currentPassword))) {
    throw new AppError("invalid", "The password was not changed: the current one is not right.", {
      fields: { currentPassword: "This is not your current password." },
    });
  }
  const passwordHash = await hashPassword(newPassword);
  return inTransaction("change-password", async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await audit(tx, ctx, { action: "user.password_changed", subject: { kind: "user", id: userId } });
    return revokeOthersWithin(tx, ctx, userId, input.keepSessionId);
  });
}
