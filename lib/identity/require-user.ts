import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";

/** The person who acts, member or admin alike: for what belongs to a person and not to a merchant. */
export function requireUser(ctx: Ctx): string {
  if (ctx.actor.kind !== "user" && ctx.actor.kind !== "admin") {
    throw new AppError("unauthenticated", "You are not signed in. Nothing was changed. Sign in and try again.");
  }
  return ctx.actor.userId;
}
