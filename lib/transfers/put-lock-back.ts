import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { leavingDomain } from "./leaving-domain";
import { type LockAnswer, switchLock } from "./request-unlock";

/** Locks a name against transfers again: for whoever has changed their mind, or only looked. */
export async function putLockBack(ctx: Ctx, { domainId }: { domainId: string }): Promise<LockAnswer> {
  requireWriter(ctx);
  const { domain } = await leavingDomain(ctx, domainId);
  return switchLock(ctx, domain, true);
}
