import { and, eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { shownRegistrant } from "@/lib/notices/shown-registrant";
import { tell } from "@/lib/operations/tell";
import { withoutAttention } from "@/lib/operations/without-attention";
import { awaitDnsAgain } from "@/lib/orders/errands/await-dns-again";
import { believableExpiry, raiseExpiry } from "@/lib/orders/errands/believable-expiry";
import { isInRedemption } from "@/lib/orders/errands/read-expiry";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { detectUnaskedRenewal } from "./detect-unasked-renewal";
import { isInterrupted, noteInterruption } from "./note-interruption";

type Domain = typeof domains.$inferSelect;

/** `refused`: the registrar's expiry made no sense and was not stored. `gone`: this account no longer shows the name. */
export type Observation = "same" | "changed" | "renewed_unasked" | "refused" | "gone";

/**
 * Takes over what the registrar says of a name near its end: expiry, its own renewal, and whether it has expired or can only
 * be restored. Expiry comes from nowhere else (U-3, CO-37); one that cannot be is refused and raised.
 */
export async function observeName(ctx: Ctx, domain: Domain): Promise<Observation> {
  requirePlatform(ctx);
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const read = await registrar.domain(domain.nameAscii);
  if (!read) return "gone";
  const expiresAt = believableExpiry(read.expiresAt);
  if (!expiresAt) {
    await inTransaction("expiry-refused", (tx) =>
      raiseExpiry(tx, ctx, { ...domain, domainId: domain.id }, read.expiresAt),
    );
    return "refused";
  }
  const unasked = await detectUnaskedRenewal(ctx, domain, { expiresAt });
  const changed = await inTransaction("observe-name", async (tx) => {
    const now = ctx.clock.now();
    const registration = registrationOf(read, now);
    const isSame =
      registration === domain.registration &&
      read.expiresAt?.getTime() === domain.expiresAt?.getTime() &&
      read.autoRenew === domain.registrarAutoRenew;
    const moved = await tx
      .update(domains)
      .set({
        registration,
        expiresAt: read.expiresAt,
        expirySource: "registrar",
        registrarAutoRenew: read.autoRenew,
        eppStatuses: read.eppStatuses,
        ...shownRegistrant(read),
        observedAt: now,
        ...(isSame ? {} : { updatedAt: now }),
      })
      // Somebody else may have heard newer since we read.
      .where(and(eq(domains.id, domain.id), eq(domains.registration, domain.registration)))
      .returning({ id: domains.id });
    if (moved.length === 0) return false;
    const interrupted =
      registration === "expired" && isInterrupted(domain, read) && (await noteInterruption(tx, ctx, domain, expiresAt));
    if (registration === "active" && domain.registration !== "active") await liveOn(tx, ctx, domain.id);
    if (registration !== domain.registration)
      await tell(tx, ctx, {
        side: "registry",
        fact:
          registration === "active"
            ? "name_active_again"
            : registration === "expired"
              ? "name_expired"
              : "name_in_redemption",
        merchantId: domain.merchantId,
        domainId: domain.id,
        data: { name: domain.nameAscii, expiresAt: read.expiresAt?.toISOString() },
      });
    return !isSame || interrupted;
  });
  return unasked ? "renewed_unasked" : changed ? "changed" : "same";
}

/** Somebody renewed it elsewhere: its DNS is awaited, and is no matter any more. */
async function liveOn(tx: Tx, ctx: Ctx, domainId: string): Promise<void> {
  await awaitDnsAgain(tx, ctx, domainId);
  const attention = withoutAttention(domains.attention, ["dns_interrupted"]);
  await tx.update(domains).set({ attention }).where(eq(domains.id, domainId));
}

/** What the registrar says a name's end has come to; the clock decides nothing but whether its expiry has passed (N-11). */
export function registrationOf(
  read: Pick<RegistrarDomain, "expiresAt" | "eppStatuses">,
  now: Date,
): "active" | "expired" | "redemption" {
  const spelled = read.eppStatuses.map((status) => status.toLowerCase().replaceAll(" ", ""));
  if (isInRedemption(read) || spelled.includes("pendingdelete")) return "redemption";
  return read.expiresAt && read.expiresAt <= now ? "expired" : "active";
}
