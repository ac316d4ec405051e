import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { withoutAttention } from "@/lib/operations/without-attention";

/**
 * Marks names whose renewal falls after the last saved card has run out, and unmarks those for which a card was saved
 * since (AN-16). A card is good to the end of its month. Two statements, however many names there are.
 */
export async function foreseeCards(ctx: Ctx): Promise<{ marked: number; unmarked: number }> {
  requirePlatform(ctx);
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  const foreseen = sql`select d.id, to_char(last.ends, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until, last.label
    from domains d
    join (select distinct on (merchant_id) merchant_id,
        (make_date(exp_year, exp_month, 1) + interval '1 month')::timestamp as ends, brand || ' …' || last4 as label
      from payment_methods order by merchant_id, exp_year desc, exp_month desc) last on last.merchant_id = d.merchant_id
    where d.registration in ('active', 'expired') and d.auto_renew and d.merchant_id is not null
      and d.expires_at >= last.ends at time zone 'UTC'`;
  const without = withoutAttention(sql`d.attention`, ["card_expires"]);
  return inTransaction("foresee-cards", async (tx) => {
    const marked = await tx.execute(sql`
      with foreseen as (${foreseen})
      update domains d set updated_at = ${now},
        attention = ${without} || jsonb_build_array(jsonb_build_object('kind', 'card_expires', 'until', f.until, 'note', f.label))
      from foreseen f where d.id = f.id
        and not d.attention @> jsonb_build_array(jsonb_build_object('kind', 'card_expires', 'until', f.until, 'note', f.label))
      returning 1`);
    const unmarked = await tx.execute(sql`
      with foreseen as (${foreseen})
      update domains d set updated_at = ${now}, attention = ${without}
      where d.attention @> '[{"kind": "card_expires"}]' and not exists (select from foreseen f where f.id = d.id)
      returning 1`);
    return { marked: marked.length, unmarked: unmarked.length };
  });
}
