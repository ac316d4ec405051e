import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { calendarHashOf } from "./calendar-hash";

/** Makes a new address for the merchant's calendar, told this once; the one before leads nowhere from now on. */
export async function resetCalendar(ctx: Ctx): Promise<{ url: string }> {
  const merchantId = requireWriter(ctx);
  const secret = randomBytes(24).toString("base64url");
  await inTransaction("reset-calendar", async (tx) => {
    await tx
      .update(merchants)
      .set({ calendarHash: calendarHashOf(secret) })
      .where(eq(merchants.id, merchantId));
    await audit(tx, ctx, { action: "calendar.reset", subject: { kind: "merchant", id: merchantId } });
  });
  return { url: `${appUrl()}/calendar/${secret}` };
}
