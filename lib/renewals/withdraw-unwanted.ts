import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { withdrawRenewal } from "./withdraw-renewal";

/**
 * Names whose merchant lets them go, or that are no longer here, leave the invoices that remind of them. What a person asked
 * for in so many words has no reminders and stays.
 */
export async function withdrawUnwanted(ctx: Ctx): Promise<number> {
  requirePlatform(ctx);
  const rows = await db().execute<{ invoiceId: string; domainIds: string[] }>(sql`
    select v.id as "invoiceId", jsonb_agg(d.id) as "domainIds"
    from invoices v join invoice_lines l on l.invoice_id = v.id and l.kind = 'renew' and l.live
    join domains d on d.id = l.domain_id
    where v.state = 'open' and v.kind = 'renewal' and v.next_dunning_at is not null
      and (not d.auto_renew or d.registration in ('transferred_away', 'cancelled'))
      and not exists (select from orders o where o.invoice_id = v.id and o.ended_at is null)
    group by v.id`);
  let withdrawn = 0;
  for (const { domainIds } of rows) {
    const state = await inTransaction("withdraw-unwanted", (tx) =>
      withdrawRenewal(tx, ctx, { domainIds, reason: "The name is not to be renewed any more." }),
    );
    if (state === "withdrawn") withdrawn += 1;
  }
  return withdrawn;
}
