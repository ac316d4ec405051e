import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { audit } from "@/lib/identity/audit";
import { ownerOf } from "@/lib/identity/owner-of";
import { type Limit, returnToken, takeToken } from "@/lib/identity/rate-limit";
import { stepUp } from "@/lib/identity/step-up";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { writeNotice } from "@/lib/notices/write-notice";
import { tell } from "@/lib/operations/tell";
import { mayLeave } from "./may-leave";

/** How long it stands on the screen. */
export const shownForSeconds = 60;

/** Three times a day and name. */
const reveals: Limit = { capacity: 3, refillPerMinute: 3 / (24 * 60) };

/**
 * The auth code of a name that may leave, once, for the person who just proved to be who they are. It is asked of the
 * registrar, handed over, and kept nowhere: no row, log or mail has it. What is kept is who asked, and when; the owner is told.
 */
export async function revealAuthCode(
  ctx: Ctx,
  input: { domainId: string; password: string },
): Promise<{ code: string; shownForSeconds: number }> {
  const domain = await mayLeave(ctx, input.domainId);
  if (domain.locked)
    throw new AppError("conflict", "It is locked, so a code would be of no use. Nothing was changed. Unlock it first.");
  await stepUp(ctx, { password: input.password });
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const { label, capabilities } = registrar.descriptor;
  if (!capabilities.authCode)
    throw new AppError(
      "conflict",
      `${label} gives no auth code to programs. Write to support: a person gets it for you.`,
    );
  const key = `auth-code:${domain.id}`;
  const taken = await takeToken(key, reveals, ctx.clock);
  if (!taken.ok)
    throw new AppError(
      "rate_limited",
      "The code of this name was shown three times within a day. Nothing was changed. Use the one you have, or come back tomorrow.",
    );
  const code = await registrar.authCode(domain.nameAscii).catch(async (error: unknown) => {
    await returnToken(key, reveals);
    // What a registrar says of a code might quote it: none of its words go on.
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError(
      "provider_failed",
      `${label} did not give the code. Nothing was changed. Try again in a moment.`,
    );
  });
  await inTransaction("reveal-auth-code", async (tx) => {
    const subject = { merchantId: domain.merchantId, domainId: domain.id, data: { name: domain.nameAscii } };
    const now = ctx.clock.now();
    await tell(tx, ctx, { side: "person", fact: "auth_code_shown", ...subject });
    await audit(tx, ctx, { action: "domain.auth_code_shown", subject: { kind: "domain", id: domain.id } });
    const owner = domain.merchantId ? await ownerOf(tx, domain.merchantId) : null;
    if (!owner) return;
    const name = displayName(domain.nameAscii);
    await writeNotice(tx, ctx, {
      kind: "auth_code_shown",
      merchantId: domain.merchantId,
      recipient: owner.email,
      subject: `The auth code of ${name} was shown`,
      body: [
        `Hello ${owner.name},`,
        `The auth code of ${name} was shown to somebody signed in to your account who gave their password. With it the name can be moved to another registrar.`,
        `If that was you or a colleague, there is nothing to do.`,
        `If it was not: lock the name again at once at ${appUrl()}/domains/${domain.id}/transfer and change your password. Nothing has moved yet, and no money is involved.`,
      ].join("\n\n"),
      onceKey: `${domain.id}:auth-code:${now.getTime()}`,
    });
  });
  return { code, shownForSeconds };
}
