import { and, eq, isNull } from "drizzle-orm";
import { domains, merchants, notices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { openCase } from "@/lib/operations/open-case";
import { policyWindows } from "./kinds";
import { mailText } from "./mail-text";
import { readersOf } from "./readers-of";
import { writeNotice } from "./write-notice";

type NoticeRow = typeof notices.$inferSelect;

/** A mail came back: it is on record, a person is asked, and the merchant hears of it when it was for a registrant (U-7). */
export async function noteBounce(tx: Tx, ctx: Ctx, notice: NoticeRow, said: string): Promise<void> {
  const [moved] = await tx
    .update(notices)
    .set({ bouncedAt: ctx.clock.now(), lastError: said })
    .where(and(eq(notices.id, notice.id), isNull(notices.bouncedAt)))
    .returning({ id: notices.id });
  if (!moved) return;
  await openCase(tx, ctx, {
    kind: "notice_bounced",
    subjectId: notice.domainId ?? notice.id,
    merchantId: notice.merchantId,
    summary: `Mail to ${notice.recipient} came back: “${notice.subject}”. No money is concerned; they do not know what it says.`,
    facts: { noticeId: notice.id, kind: notice.kind, recipient: notice.recipient, said },
  });
  const isPolicy = policyWindows.some(({ kind }) => kind === notice.kind);
  if (isPolicy && notice.domainId) await tellMerchant(tx, ctx, notice, notice.domainId);
}

async function tellMerchant(tx: Tx, ctx: Ctx, notice: NoticeRow, domainId: string): Promise<void> {
  const [domain] = await tx
    .select({ nameAscii: domains.nameAscii, merchantId: merchants.id })
    .from(domains)
    .innerJoin(merchants, eq(merchants.id, domains.merchantId))
    .where(eq(domains.id, domainId));
  if (!domain) return;
  const shown = displayName(domain.nameAscii);
  for (const reader of await readersOf(tx, domain.merchantId)) {
    await writeNotice(tx, ctx, {
      kind: "registrant_bounced",
      merchantId: domain.merchantId,
      domainId,
      recipient: reader.email,
      subject: `Mail to the registrant of ${shown} came back`,
      body: mailText({
        name: reader.name,
        parts: [
          `We wrote to ${notice.recipient}, the registrant of ${shown}, and the mail came back. It said: “${notice.subject}”.`,
          "The registries count this address as the owner's. Whoever cannot be reached there can lose the name without ever hearing of it, so please correct the registrant's address or ask them to.",
        ],
        action: { label: `See ${shown}`, url: `${appUrl()}/domains/${domainId}` },
      }),
      onceKey: `${notice.id}:bounced:${reader.userId}`,
    });
  }
}
