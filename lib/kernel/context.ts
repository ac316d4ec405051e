import { type Clock, systemClock } from "./clock";
import { AppError } from "./errors";
import { newId } from "./ids";

/** Who acts. Never null, so that every audit row and timeline fact has an author. */
export type Actor =
  | { kind: "visitor" }
  | { kind: "user"; userId: string; role: MemberRole }
  | { kind: "admin"; userId: string }
  | { kind: "job"; name: string };

export type MemberRole = "owner" | "staff" | "read_only";

/**
 * What every verb is given: who acts, for which merchant (null: for the platform, or nobody yet), the clock, and the id
 * of the request that errors and audit rows quote.
 */
export type Ctx = { actor: Actor; merchantId: string | null; clock: Clock; requestId: string };

export function jobCtx(name: string, clock: Clock = systemClock): Ctx {
  return { actor: { kind: "job", name }, merchantId: null, clock, requestId: newId("request") };
}

/** The merchant of a signed-in member, or a refusal. Every merchant-facing verb begins here. */
export function requireMerchant(ctx: Ctx): string {
  if (ctx.actor.kind !== "user" || ctx.merchantId === null) {
    throw new AppError(
      "unauthenticated",
      "You are not signed in. Nothing was changed or charged. Sign in and try again.",
    );
  }
  return ctx.merchantId;
}

/** As requireMerchant, for what changes something: read-only members may look but not act. */
export function requireWriter(ctx: Ctx): string {
  const merchantId = requireMerchant(ctx);
  if (ctx.actor.kind === "user" && ctx.actor.role === "read_only") {
    throw new AppError("forbidden", "Your role may look but not change anything. Ask an owner of this account.");
  }
  return merchantId;
}

/** Admin rooms do not exist for anybody else: the answer is "not found", as for any address that is not yours. */
export function requireAdmin(ctx: Ctx): void {
  if (ctx.actor.kind !== "admin") throw new AppError("not_found", "There is no such page.");
}

/** Work that only the platform itself may do: a durable step, the reconciler, or an admin. */
export function requirePlatform(ctx: Ctx): void {
  if (ctx.actor.kind !== "job" && ctx.actor.kind !== "admin") throw new AppError("not_found", "There is no such page.");
}
