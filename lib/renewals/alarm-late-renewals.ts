import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { openCase } from "@/lib/operations/open-case";
import { longDay } from "./long-day";

const alarmDays = 7;

/** Names that are paid for and not renewed a week before they run out, or later: a person looks at each (N-8). */
export async function alarmLateRenewals(ctx: Ctx): Promise<{ late: number }> {
  requirePlatform(ctx);
  const soon = later(ctx.clock.now(), alarmDays * DAY).toISOString();
  return inTransaction("alarm-late-renewals", async (tx) => {
    const late = await tx.execute<{
      itemId: string;
      orderId: string;
      merchantId: string;
      name: string;
      expiresAt: string | Date;
    }>(sql`
      select i.id as "itemId", i.order_id as "orderId", i.merchant_id as "merchantId", i.name_ascii as name, d.expires_at as "expiresAt"
      from order_items i join orders o on o.id = i.order_id join domains d on d.id = i.domain_id
      where i.kind = 'renew' and i.state in ('waiting', 'registering') and o.state = 'fulfilling'
        and d.expires_at = i.expiry_before and d.expires_at <= ${soon}::timestamptz
        and not exists (select from cases c where c.kind = 'renewal_late' and c.subject_id = i.id)
      order by d.expires_at`);
    for (const { itemId, orderId, merchantId, name, expiresAt } of late) {
      const day = longDay(new Date(expiresAt));
      await openCase(tx, ctx, {
        kind: "renewal_late",
        subjectId: itemId,
        orderId,
        merchantId,
        summary: `${displayName(name)} is paid for and not renewed yet; it runs out on ${day}. The money stays held. Ask the registrar.`,
        facts: { name, expiresAt: new Date(expiresAt).toISOString() },
      });
    }
    return { late: late.length };
  });
}
