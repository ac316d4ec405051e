import type { Ctx } from "@/lib/kernel/context";

/** An owner may end every token of the shop, everybody else who may change things only their own. */
export function mayRevoke({ actor }: Ctx, token: { userId: string }): boolean {
  if (actor.kind !== "user" || actor.role === "read_only") return false;
  return actor.role === "owner" || actor.userId === token.userId;
}
