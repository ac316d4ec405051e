import { and, eq, isNull } from "drizzle-orm";
import { notices } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";

/** Without a mail server: what is written counts as sent at this moment, and is read in the admin's mailbox. */
export async function keepNotices(ctx: Ctx, noticeId?: string): Promise<number> {
  const kept = await inTransaction("notice-sent", (tx) =>
    tx
      .update(notices)
      .set({ sentAt: ctx.clock.now() })
      .where(and(isNull(notices.sentAt), noticeId === undefined ? undefined : eq(notices.id, noticeId)))
      .returning({ id: notices.id }),
  );
  return kept.length;
}
