import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { tell } from "@/lib/operations/tell";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { shownRegistrant } from "./shown-registrant";

/** Whether the registrant has confirmed by now, and whether the registry has switched the name off for it. */
export type Verification = { verified: boolean; onHold: boolean };

/**
 * Asks the registrar whether the registrant has confirmed, and writes down what it said: confirmed ends the countdown, a
 * hold is shown as what it is (U-16: the registry's word, never ours).
 */
export async function refreshVerification(ctx: Ctx, { domainId }: { domainId: string }): Promise<Verification> {
  requirePlatform(ctx);
  const [domain] = await db().select().from(domains).where(eq(domains.id, domainId));
  if (!domain) return { verified: false, onHold: false };
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const read = await registrar.domain(domain.nameAscii);
  if (!read) return { verified: domain.verifiedAt !== null, onHold: false };
  const onHold = read.eppStatuses.includes("clientHold");
  const verified = read.registrantVerified === true;
  const now = ctx.clock.now();
  await inTransaction("refresh-verification", async (tx) => {
    const [row] = await tx.select().from(domains).where(eq(domains.id, domainId)).for("update");
    if (!row) return;
    await tx
      .update(domains)
      .set({
        eppStatuses: read.eppStatuses,
        ...shownRegistrant(read),
        attention: attentionAfter(row, read, onHold),
        verifiedAt: verified ? (row.verifiedAt ?? now) : null,
        updatedAt: now,
      })
      .where(eq(domains.id, domainId));
    const day = row.verifyBy?.toISOString().slice(0, 10) ?? "none";
    const of = { merchantId: row.merchantId, domainId, data: { name: row.nameAscii } };
    if (verified && row.verifyBy && !row.verifiedAt) {
      await tell(tx, ctx, {
        ...of,
        side: "person",
        fact: "registrant_verified",
        onceKey: `${domainId}:verified:${day}`,
      });
    }
    if (onHold && !verified) {
      await tell(tx, ctx, {
        ...of,
        side: "registry",
        fact: "switched_off_unverified",
        onceKey: `${domainId}:off:${day}`,
      });
    }
  });
  return { verified, onHold };
}

type Domain = typeof domains.$inferSelect;

/** The hold first, since the name is off; then the countdown with its day; what is about something else stays. */
function attentionAfter(row: Domain, read: RegistrarDomain, onHold: boolean): Domain["attention"] {
  const others = row.attention.filter(({ kind }) => kind !== "verify_email" && kind !== "on_hold");
  return [
    ...(onHold ? [{ kind: "on_hold" }] : []),
    ...(read.registrantVerified === false
      ? [{ kind: "verify_email", ...(row.verifyBy && { until: row.verifyBy.toISOString() }) }]
      : []),
    ...others,
  ];
}
