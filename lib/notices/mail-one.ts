import { and, eq, isNull } from "drizzle-orm";
import { notices } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { ProviderError } from "@/lib/kernel/errors";
import { sendMail } from "@/lib/providers/mail/send-mail";
import type { Settings } from "@/lib/settings/schema";
import { attachedDocuments } from "./attached-documents";
import { refusableTopicOf } from "./kinds";
import { mailHtml } from "./mail-html";
import { noteBounce } from "./note-bounce";
import { unsubscribeAddress } from "./unsubscribe-address";

type NoticeRow = typeof notices.$inferSelect;

/** Hands one notice to the mail server and writes down what it said. Throws what may be tried again. */
export async function mailOne(ctx: Ctx, notice: NoticeRow, settings: Settings, userId: string | null): Promise<void> {
  const topic = refusableTopicOf(notice.kind);
  const { platformName, supportEmail } = settings;
  const mail = {
    id: notice.id,
    from: { name: platformName, address: supportEmail },
    to: notice.recipient,
    subject: notice.subject,
    text: notice.body,
    html: mailHtml({ ...notice, platformName, siteUrl: appUrl() }),
    unsubscribeUrl: topic && userId ? unsubscribeAddress(userId, topic).oneClick : null,
    attachments: await attachedDocuments(ctx, notice.invoiceIds),
  };
  try {
    const { messageId } = await sendMail(mail);
    await inTransaction("notice-sent", (tx) => setSent(tx, ctx, notice.id, { messageId }));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const lastError = error.message.slice(0, 500);
    await inTransaction("notice-refused", async (tx) => {
      if (error.kind !== "rejected") return tx.update(notices).set({ lastError }).where(eq(notices.id, notice.id));
      await setSent(tx, ctx, notice.id, {});
      return noteBounce(tx, ctx, notice, lastError);
    });
    if (error.kind !== "rejected") throw error;
  }
}

function setSent(tx: Tx, ctx: Ctx, noticeId: string, set: { messageId?: string }) {
  return tx
    .update(notices)
    .set({ ...set, sentAt: ctx.clock.now(), lastError: null })
    .where(and(eq(notices.id, noticeId), isNull(notices.sentAt)));
}
