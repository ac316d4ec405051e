import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { sendMail } from "@/lib/providers/mail/send-mail";
import { getSettings } from "@/lib/settings/get-settings";

/** Sends one notice, at most twice when the process dies in between. */
export async function sendNotice(ctx: Ctx, { noticeId }: { noticeId: string }): Promise<void> {
  requirePlatform(ctx);
  const [notice] = await db().select().from(notices).where(eq(notices.id, noticeId));
  if (!notice || notice.sentAt) return;
  const { platformName, supportEmail } = await getSettings();
  await sendMail({
    from: `${platformName} <${supportEmail}>`,
    to: notice.recipient,
    subject: notice.subject,
    text: notice.body,
    messageId: notice.id,
  });
  await inTransaction("notice-sent", (tx) =>
    tx
      .update(notices)
      .set({ sentAt: ctx.clock.now() })
      .where(and(eq(notices.id, noticeId), isNull(notices.sentAt))),
  );
}
