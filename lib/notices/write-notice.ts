import { notices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { publish } from "@/lib/operations/publish";

export type Notice = {
  kind: string;
  merchantId: string | null;
  recipient: string;
  subject: string;
  body: string;
  /** The same notice is written once, whatever repeats. */
  onceKey: string;
};

/** Writes a mail that is due, in the transaction of the fact it tells; it is sent afterwards and retried alone. */
export async function writeNotice(tx: Tx, ctx: Ctx, notice: Notice): Promise<void> {
  const [row] = await tx
    .insert(notices)
    .values({ ...notice, id: newId("notice"), createdAt: ctx.clock.now() })
    .onConflictDoNothing({ target: notices.onceKey })
    .returning({ id: notices.id });
  if (row) await publish(tx, ctx, "notice/due", row.id, { noticeId: row.id });
}
