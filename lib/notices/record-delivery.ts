import { and, eq, isNull } from "drizzle-orm";
import { notices } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { noteBounce } from "./note-bounce";
import { parseDeliveryReport } from "./parse-delivery-report";

/** Writes down what a mail server reports of a notice (AN-25: sent, delivered, bounced). False when it is about none of ours. */
export async function recordDelivery(ctx: Ctx, { message }: { message: string }): Promise<boolean> {
  requirePlatform(ctx);
  const report = parseDeliveryReport(message);
  if (!report) return false;
  const { noticeId, outcome, said } = report;
  return inTransaction("record-delivery", async (tx) => {
    const [notice] = await tx.select().from(notices).where(eq(notices.id, noticeId)).for("update");
    if (!notice) return false;
    if (outcome === "bounced") await noteBounce(tx, ctx, notice, said);
    else if (outcome === "delayed") await tx.update(notices).set({ lastError: said }).where(eq(notices.id, noticeId));
    else
      await tx
        .update(notices)
        .set({ deliveredAt: ctx.clock.now(), lastError: null })
        .where(and(eq(notices.id, noticeId), isNull(notices.deliveredAt)));
    return true;
  });
}
