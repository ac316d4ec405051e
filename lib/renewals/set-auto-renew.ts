import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { domains, invoiceLines, orders } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { tell } from "@/lib/operations/tell";
import { closeOwnPages } from "./close-own-pages";
import { longDay } from "./long-day";
import { ownName } from "./own-name";
import { withdrawRenewal } from "./withdraw-renewal";

/** `message`: what that means, with the date and, for an end, the way back. */
export type AutoRenewAnswer = { on: boolean; message: string };

/**
 * Whether a name is renewed by itself (PE-37). Off is *let it expire*: its open invoice is void, an unpaid try to pay it ends,
 * nothing more is charged, and until its end one click brings it back. The registrar's own switch follows its policy.
 */
export async function setAutoRenew(
  ctx: Ctx,
  { domainId, on }: { domainId: string; on: boolean },
): Promise<AutoRenewAnswer> {
  const domain = await ownName(ctx, domainId);
  // A payment page that is still open must not be paid for a name that its merchant has just let go.
  if (!on) await closeOwnPages(ctx, domain.merchantId, [domainId]);
  const shown = displayName(domain.nameAscii);
  const day = longDay(domain.expiresAt);
  await inTransaction("set-auto-renew", async (tx) => {
    const [locked] = await tx.select().from(domains).where(eq(domains.id, domainId)).for("update");
    if (!locked || locked.autoRenew === on) return;
    if (!on) {
      const state = await withdrawRenewal(tx, ctx, {
        domainIds: [domainId],
        reason: "Its merchant lets the name expire.",
      });
      // A renewal that began by itself stops unless the registrar was asked already (N-9); what a person pays goes on.
      if (state === "busy" && (await isPaidInPerson(tx, domainId)))
        throw new AppError(
          "conflict",
          `${shown} is being paid for at this moment, so it is renewed. Nothing was changed. Switch its renewal off once that has ended; it then holds for the year after.`,
        );
    }
    const now = ctx.clock.now();
    await tx
      .update(domains)
      .set({
        autoRenew: on,
        attention: on
          ? locked.attention
          : locked.attention.filter(({ kind }) => kind !== "card_expires" && kind !== "pay_renewal"),
        updatedAt: now,
      })
      .where(eq(domains.id, domainId));
    await tell(tx, ctx, {
      side: "person",
      fact: on ? "renewal_wanted" : "renewal_unwanted",
      merchantId: domain.merchantId,
      domainId,
      data: { name: domain.nameAscii, expiresAt: domain.expiresAt.toISOString() },
    });
    await audit(tx, ctx, {
      action: on ? "domain.auto_renew_on" : "domain.auto_renew_off",
      subject: { kind: "domain", id: domainId },
      before: { autoRenew: locked.autoRenew },
      after: { autoRenew: on },
    });
  });
  return {
    on,
    message: on
      ? `${shown} is renewed by itself again. The next invoice comes before ${day}.`
      : `${shown} ends on ${day}. Nothing is charged for it. Until then, switching its renewal on again keeps it.`,
  };
}

async function isPaidInPerson(tx: Tx, domainId: string): Promise<boolean> {
  const [order] = await tx
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, orders.invoiceId))
    .where(and(eq(invoiceLines.domainId, domainId), isNull(orders.endedAt), isNotNull(orders.placedByUserId)));
  return order !== undefined;
}
