import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";

/** Takes the merchant's calendar off the net. */
export async function stopCalendar(ctx: Ctx): Promise<void> {
  const merchantId = requireWriter(ctx);
  await inTransaction("stop-calendar", async (tx) => {
    await tx.update(merchants).set({ calendarHash: null }).where(eq(merchants.id, merchantId));
    await audit(tx, ctx, { action: "calendar.stopped", subject: { kind: "merchant", id: merchantId } });
  });
}
