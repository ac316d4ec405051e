import { and, asc, isNull, notInArray } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { hasMailServer } from "@/lib/providers/mail/send-mail";
import { keepNotices } from "./keep-notices";
import { sendNotice } from "./send-notice";

/** A mail server that refuses this many in a row is down: the rest waits for the next run. */
const patience = 3;
/** What a run sends at most, so that it ends; the reconciler sends what is left on its way one by one. */
const mostSent = 1000;

/** Sends what waits, oldest first; `failed` ones are tried again alone. */
export async function sendDueNotices(ctx: Ctx): Promise<{ sent: number; failed: number }> {
  requirePlatform(ctx);
  if (!hasMailServer()) return { sent: await keepNotices(ctx), failed: 0 };
  const failed: string[] = [];
  let sent = 0;
  let inARow = 0;
  while (inARow < patience && sent < mostSent) {
    const batch = await db()
      .select({ id: notices.id })
      .from(notices)
      .where(and(isNull(notices.sentAt), failed.length > 0 ? notInArray(notices.id, failed) : undefined))
      .orderBy(asc(notices.createdAt), asc(notices.id))
      .limit(100);
    if (batch.length === 0) break;
    for (const { id } of batch) {
      if (inARow >= patience) break;
      try {
        await sendNotice(ctx, { noticeId: id });
        sent += 1;
        inARow = 0;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        failed.push(id);
        inARow += 1;
      }
    }
  }
  return { sent, failed: failed.length };
}
