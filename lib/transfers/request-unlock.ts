import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { audit } from "@/lib/identity/audit";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { tell } from "@/lib/operations/tell";
import { mayLeave } from "./may-leave";

/** `asked`: the registrar has taken it on and not done it yet; look again with readLock. */
export type LockAnswer = { locked: boolean | null; asked: boolean };

/**
 * Takes the transfer lock off a name, or puts it back. Only the registrar's own word afterwards is stored. Safe to repeat:
 * the same switch set twice is set once. Refused with the reason and the day where the name may not leave yet.
 */
export async function requestUnlock(ctx: Ctx, { domainId }: { domainId: string }): Promise<LockAnswer> {
  const domain = await mayLeave(ctx, domainId);
  return switchLock(ctx, domain, false);
}

/** Puts the lock back: the safe direction, so nothing but the role stands in the way. */
export async function switchLock(ctx: Ctx, domain: typeof domains.$inferSelect, on: boolean): Promise<LockAnswer> {
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  if (!registrar.descriptor.capabilities.lock)
    throw new AppError("conflict", `${registrar.descriptor.label} has no lock to switch. Nothing was changed.`);
  const written = await registrar.setLock(domain.nameAscii, on);
  if (written.state === "refused")
    throw new AppError(
      "conflict",
      `${registrar.descriptor.label} did not ${on ? "lock" : "unlock"} ${domain.nameAscii}: ${written.message} Nothing was changed.`,
    );
  const read = written.state === "done" ? await registrar.domain(domain.nameAscii) : null;
  const now = ctx.clock.now();
  await inTransaction("switch-lock", async (tx) => {
    if (read)
      await tx
        .update(domains)
        .set({ locked: read.locked, eppStatuses: read.eppStatuses, observedAt: now, updatedAt: now })
        .where(eq(domains.id, domain.id));
    await tell(tx, ctx, {
      side: "person",
      fact: on ? "lock_asked" : "unlock_asked",
      merchantId: domain.merchantId,
      domainId: domain.id,
      data: { name: domain.nameAscii, registrar: domain.registrar },
    });
    await audit(tx, ctx, {
      action: on ? "domain.lock_asked" : "domain.unlock_asked",
      subject: { kind: "domain", id: domain.id },
      before: { locked: domain.locked },
      after: { locked: read?.locked ?? null },
    });
  });
  return { locked: read ? read.locked : domain.locked, asked: written.state === "pending" };
}
