import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";

/** Whether the merchant's calendar has an address; what it is, nobody can look up. */
export async function hasCalendar(ctx: Ctx): Promise<boolean> {
  const merchantId = requireMerchant(ctx);
  const [row] = await db().select({ hash: merchants.calendarHash }).from(merchants).where(eq(merchants.id, merchantId));
  return Boolean(row?.hash);
}
