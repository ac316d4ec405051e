import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { at, isLate } from "./match-window";

/**
 * Books what Stripe keeps of each movement (`stripe_fees`, a cost), and what it pays out to the bank, from the first open
 * month on. Both stand against `stripe_other`, so that `stripe` stays what customers paid. Answers how many were new.
 */
export async function bookFees(from: Date): Promise<number> {
  return inTransaction("book-fees", async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`with due as materialized (
        select m.id, m.at, 'fee' as kind, m.fee_minor as amount, m.currency, p.order_id, p.merchant_id from stripe_movements m
        left join payments p on p.intent_id = m.intent_id where m.fee_minor <> 0 and (m.at >= ${at(from)} or ${isLate})
        union all
        select id, at, 'payout', -amount_minor, currency, null, null from stripe_movements where kind = 'payout' and amount_minor <> 0 and (at >= ${at(from)} or ${isLate})
      ),
      heads as (
        insert into ledger_transactions (id, at, kind, external_key, order_id, merchant_id)
        select 'ltx_' || md5(kind || id), greatest(at, ${at(from)}), kind, 'stripe:' || kind || ':' || id, order_id, merchant_id from due
        where not exists (select 1 from ledger_transactions t where t.external_key = 'stripe:' || due.kind || ':' || due.id)
        on conflict (external_key) do nothing returning id, external_key
      )
      insert into ledger_entries (transaction_id, account, amount_minor, currency)
      select heads.id, side.account, side.sign * due.amount, due.currency
      from heads join due on heads.external_key = 'stripe:' || due.kind || ':' || due.id
      cross join lateral (values (case due.kind when 'fee' then 'stripe_fees' else 'bank' end, 1), ('stripe_other', -1)) side (account, sign)
      returning transaction_id as id`);
    return rows.length / 2;
  });
}
