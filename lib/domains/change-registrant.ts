import { and, eq } from "drizzle-orm";
import { domainSetup, domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { contactForOrder } from "@/lib/contacts/contact-for-order";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { registrantChange } from "./registrant-change";
import { visibleDomain } from "./visible-domain";

/**
 * Gives a name another registrant, out of the merchant's book, checked by today's rules of its ending. `freeFrom` is the day
 * that the person was shown; when another one is true by now, nothing is changed. The registrar is asked afterwards, as a step
 * of the name's set-up, until it reads back so.
 */
export async function changeRegistrant(
  ctx: Ctx,
  { domainId, contactId, freeFrom }: { domainId: string; contactId: string; freeFrom: string | null },
): Promise<void> {
  requireWriter(ctx);
  const domain = await visibleDomain(ctx, domainId);
  if (domain.registration !== "active")
    throw new AppError("conflict", "Only an active name can get another registrant. Nothing was changed.");
  if (domain.attention.some(({ kind }) => kind === "dispute"))
    throw new AppError(
      "conflict",
      "The bank has taken back a payment for this name, and that is not settled. Nothing was changed. Answer the dispute first.",
    );
  const contact = await contactForOrder(ctx, contactId, [domain.tld]);
  const change = await registrantChange(ctx, { domainId, contactId });
  if (change.freeFrom?.slice(0, 10) !== freeFrom?.slice(0, 10))
    throw new AppError(
      "conflict",
      "The day from which the name may move is another one by now. Nothing was changed. Look at it and confirm again.",
    );
  // Refused here rather than in the background: an account that is gone cannot be asked later either.
  await openRegistrar(ctx, domain.registrarAccountId);
  await inTransaction("change-registrant", async (tx) => {
    const now = ctx.clock.now();
    await tx
      .update(domains)
      .set({
        registrant: contact,
        ...(change.freeFrom && { transferLockedUntil: new Date(change.freeFrom) }),
        updatedAt: now,
      })
      .where(and(eq(domains.id, domainId), eq(domains.registration, "active")));
    const again = { state: "waiting" as const, attempts: 0, note: null, startedAt: now, endedAt: null };
    await tx
      .insert(domainSetup)
      .values({ domainId, step: "registrant", ...again })
      .onConflictDoUpdate({ target: [domainSetup.domainId, domainSetup.step], set: again });
    await tell(tx, ctx, {
      side: "person",
      fact: "registrant_change_asked",
      merchantId: domain.merchantId,
      domainId,
      data: { name: domain.nameAscii, freeFrom: change.freeFrom },
    });
    await audit(tx, ctx, {
      action: "domain.registrant_changed",
      subject: { kind: "domain", id: domainId },
      after: { contactId, isOwnerChange: change.isOwnerChange, freeFrom: change.freeFrom },
    });
    await publish(tx, ctx, "domain/setup-due", `${domainId}:registrant:${now.getTime()}`, { domainId });
  });
}
