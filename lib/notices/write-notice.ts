import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { publish } from "@/lib/operations/publish";
import { type Notice, writeNotices } from "./write-notices";

/**
 * Writes a mail that is due, in the transaction of the fact it tells; it is sent afterwards and retried alone. Not written when
 * its recipient signs in here and refused its topic.
 */
export async function writeNotice(tx: Tx, ctx: Ctx, notice: Notice): Promise<void> {
  const [id] = await writeNotices(tx, ctx, [notice]);
  if (id) await publish(tx, ctx, "notice/due", id, { noticeId: id });
}
