import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices, users } from "@/db/schema";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { hasMailServer } from "@/lib/providers/mail/send-mail";
import { getSettings } from "@/lib/settings/get-settings";
import { keepNotices } from "./keep-notices";
import { mailOne } from "./mail-one";

/** A mail server that refuses this many in a row is down: the rest waits for the next run. */
const patience = 3;

/** Sends everything that waits, oldest first, one connection; `failed` ones are tried again alone. */
export async function sendDueNotices(ctx: Ctx): Promise<{ sent: number; failed: number }> {
  requirePlatform(ctx);
  if (!hasMailServer()) return { sent: await keepNotices(ctx), failed: 0 };
  const settings = await getSettings();
  const failed: string[] = [];
  let sent = 0;
  let inARow = 0;
  while (inARow < patience) {
    const batch = await db()
      .select({ notice: notices, userId: users.id })
      .from(notices)
      .leftJoin(users, eq(sql`lower(${users.email})`, sql`lower(${notices.recipient})`))
      .where(and(isNull(notices.sentAt), failed.length > 0 ? notInArray(notices.id, failed) : undefined))
      .orderBy(asc(notices.createdAt))
      .limit(100);
    if (batch.length === 0) break;
    for (const { notice, userId } of batch) {
      if (inARow >= patience) break;
      try {
        await mailOne(ctx, notice, settings, userId);
        sent += 1;
        inARow = 0;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        failed.push(notice.id);
        inARow += 1;
      }
    }
  }
  return { sent, failed: failed.length };
}
