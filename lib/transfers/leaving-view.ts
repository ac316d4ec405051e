import type { Ctx } from "@/lib/kernel/context";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { leavingDomain } from "./leaving-domain";
import type { LeavingView } from "./views";

/** Whether a name of the acting merchant may leave, and what stands in the way. From our own books; never a code. */
export async function leavingView(ctx: Ctx, domainId: string): Promise<LeavingView> {
  const { domain, obstacles } = await leavingDomain(ctx, domainId);
  const { capabilities } = registrarFactory(domain.registrar).descriptor;
  return {
    domainId: domain.id,
    nameAscii: domain.nameAscii,
    locked: domain.locked,
    obstacles: obstacles.map(({ reason, until }) => ({ reason, until: until?.toISOString() ?? null })),
    mayAct: ctx.actor.kind === "user" && ctx.actor.role === "owner",
    authCodePossible: capabilities.authCode,
    lockPossible: capabilities.lock,
  };
}
