import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { ownerOf } from "@/lib/identity/owner-of";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { notFound } from "@/lib/kernel/errors";
import { writeNotice } from "@/lib/notices/write-notice";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { codeWasShown } from "./code-was-shown";
import { voidOpenInvoices } from "./void-open-invoices";

const live = ["active", "expired"] as const;

/**
 * A name that our registrar no longer holds because another does (T-7, CO-28): its open invoices are void and none is made
 * for it any more, its history stays, its DNS is left as it is. Leaving without a code that was shown here in the last 30 days is an alarm. Safe
 * to repeat. Answers whether it was marked now.
 */
export async function markTransferredAway(ctx: Ctx, { domainId }: { domainId: string }): Promise<boolean> {
  requirePlatform(ctx);
  return inTransaction("mark-transferred-away", async (tx) => {
    const [domain] = await tx.select().from(domains).where(eq(domains.id, domainId)).for("update");
    if (!domain) throw notFound("domain");
    if (!(live as readonly string[]).includes(domain.registration)) return false;
    const asked = await codeWasShown(tx, ctx, domain.id);
    const now = ctx.clock.now();
    await tx
      .update(domains)
      .set({ registration: "transferred_away", autoRenew: false, attention: [], updatedAt: now })
      .where(eq(domains.id, domain.id));
    const subject = { merchantId: domain.merchantId, domainId: domain.id, data: { name: domain.nameAscii } };
    const name = displayName(domain.nameAscii);
    await tell(tx, ctx, { side: "registry", fact: "transferred_away", ...subject, onceKey: `${domain.id}:away` });
    await voidOpenInvoices(tx, ctx, domain);
    await audit(tx, ctx, {
      action: "domain.transferred_away",
      subject: { kind: "domain", id: domain.id },
      merchantId: domain.merchantId,
      before: { registration: domain.registration, autoRenew: domain.autoRenew },
      after: { registration: "transferred_away", autoRenew: false },
    });
    if (!asked)
      await openCase(tx, ctx, {
        kind: "left_unasked",
        subjectId: domain.id,
        merchantId: domain.merchantId,
        summary: `${name} moved to another registrar, and nobody asked for its code here. No money is involved; it may have been taken.`,
        facts: {
          name: domain.nameAscii,
          registrar: domain.registrar,
          expiresAt: domain.expiresAt?.toISOString() ?? null,
        },
      });
    const owner = domain.merchantId ? await ownerOf(tx, domain.merchantId) : null;
    if (!owner) return true;
    await writeNotice(tx, ctx, {
      kind: "transferred_away",
      merchantId: domain.merchantId,
      recipient: owner.email,
      subject: asked ? `${name} has moved to its new registrar` : `${name} has left, and nobody asked for that here`,
      body: [
        `Hello ${owner.name},`,
        `${name} is at another registrar now. We send no more invoices for it, and its history stays in your account.`,
        asked
          ? "Its DNS here goes on answering for now. Move the zone before you rely on the new place: the exit pack has it."
          : "If you did not move it, write to us at once: within a few days a transfer can often be taken back.",
        `${appUrl()}/domains/${domain.id}`,
      ].join("\n\n"),
      onceKey: `${domain.id}:away`,
    });
    return true;
  });
}
