import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices, users } from "@/db/schema";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { hasMailServer } from "@/lib/providers/mail/send-mail";
import { getSettings } from "@/lib/settings/get-settings";
import { keepNotices } from "./keep-notices";
import { mailOne } from "./mail-one";

/** Sends one notice, at most twice when the process dies in between. Without a mail server it is kept to be read here. */
export async function sendNotice(ctx: Ctx, { noticeId }: { noticeId: string }): Promise<void> {
  requirePlatform(ctx);
  const [found] = await db()
    .select({ notice: notices, userId: users.id })
    .from(notices)
    .leftJoin(users, eq(sql`lower(${users.email})`, sql`lower(${notices.recipient})`))
    .where(eq(notices.id, noticeId));
  if (!found || found.notice.sentAt) return;
  if (!hasMailServer()) await keepNotices(ctx, noticeId);
  else await mailOne(ctx, found.notice, await getSettings(), found.userId);
}
