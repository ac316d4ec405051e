import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { audit } from "@/lib/identity/audit";
import { requireToken } from "@/lib/identity/rate-limit";
import { type Ctx, jobCtx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { ownUnverified } from "./own-unverified";
import { refreshVerification, type Verification } from "./refresh-verification";

/** Three a name and day: the registrar's mail is somebody's mailbox. */
const perName = { capacity: 3, refillPerMinute: 3 / (24 * 60) };

/** Has the registrar mail the registrant again, unless they have confirmed by now. */
export async function resendVerification(ctx: Ctx, { domainId }: { domainId: string }): Promise<Verification> {
  const domain = await ownUnverified(ctx, domainId);
  const before = await refreshVerification(jobCtx("resend-verification", ctx.clock), { domainId });
  if (before.verified) return before;
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  if (!registrar.resendVerification) {
    throw new AppError(
      "provider_failed",
      `${registrar.descriptor.label} cannot send this mail on request. Nothing was charged. Look for its first mail, or write to support.`,
    );
  }
  await requireToken(
    `verification:${domainId}`,
    perName,
    ctx.clock,
    "The mail was sent again three times today; look for it among the spam.",
  );
  await registrar.resendVerification(domain.nameAscii);
  await inTransaction("resend-verification", (tx) =>
    audit(tx, ctx, { action: "verification.resent", subject: { kind: "domain", id: domainId } }),
  );
  return before;
}
