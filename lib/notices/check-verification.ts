import { type Ctx, jobCtx } from "@/lib/kernel/context";
import { ownUnverified } from "./own-unverified";
import { refreshVerification, type Verification } from "./refresh-verification";

/** Whether the registrant has confirmed by now, asked of the registrar at this moment. */
export async function checkVerification(ctx: Ctx, { domainId }: { domainId: string }): Promise<Verification> {
  await ownUnverified(ctx, domainId);
  return refreshVerification(jobCtx("check-verification", ctx.clock), { domainId });
}
