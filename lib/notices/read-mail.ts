import { asc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, invoices, notices } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { notFound } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { stateOf } from "./list-mail";
import { mailHtml } from "./mail-html";
import type { NoticeView } from "./views";

/** One mail as it was sent, as text and as page, with what became of it. */
export async function readMail(ctx: Ctx, noticeId: string): Promise<NoticeView> {
  requireAdmin(ctx);
  const [found] = await db()
    .select({ notice: notices, state: stateOf, nameAscii: domains.nameAscii })
    .from(notices)
    .leftJoin(domains, eq(domains.id, notices.domainId))
    .where(eq(notices.id, noticeId));
  if (!found) throw notFound("mail");
  const { notice, state, nameAscii } = found;
  const [{ platformName }, documents] = await Promise.all([
    getSettings(),
    db()
      .select({ invoiceId: invoices.id, number: invoices.number })
      .from(invoices)
      .where(inArray(invoices.id, notice.invoiceIds))
      .orderBy(asc(invoices.issuedAt), asc(invoices.number)),
  ]);
  const iso = (moment: Date | null) => moment?.toISOString() ?? null;
  const { id, kind, recipient, subject, body, lastError, domainId } = notice;
  return {
    id,
    kind,
    recipient,
    subject,
    body,
    lastError,
    state,
    html: mailHtml({ subject, body, platformName, siteUrl: appUrl() }),
    createdAt: notice.createdAt.toISOString(),
    sentAt: iso(notice.sentAt),
    deliveredAt: iso(notice.deliveredAt),
    bouncedAt: iso(notice.bouncedAt),
    dueFrom: iso(notice.dueFrom),
    dueTo: iso(notice.dueTo),
    documents,
    domain: domainId && nameAscii ? { id: domainId, nameAscii } : null,
  };
}
