import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";

/** A name whose renewal is to be invoiced. */
export type DueName = {
  id: string;
  merchantId: string;
  nameAscii: string;
  tld: string;
  registrarAccountId: string;
  expiresAt: Date;
  premium: boolean;
  renewPriceMinor: number | null;
};

/** No registry renews late for longer than this. */
const longestGraceDays = 120;

/**
 * Names that run out within the lead, in the order of their expiry: wanted, of merchants in good standing, held in an
 * account of the platform, not past their grace, and with no invoice of this period. Whoever asks twice, or late, gets what is
 * still missing (N-1, N-2). Needs an index scan over the window only, however many names there are.
 */
export async function dueNames(
  tx: Tx | Database,
  { now, leadDays, after, limit }: { now: Date; leadDays: number; after: DueName | null; limit: number },
): Promise<DueName[]> {
  const iso = (at: Date) => sql`${at.toISOString()}::timestamptz`;
  const rows = await tx.execute<Omit<DueName, "expiresAt"> & { expiresAt: string | Date }>(sql`
    select d.id, d.merchant_id as "merchantId", d.name_ascii as "nameAscii", d.tld,
      d.registrar_account_id as "registrarAccountId", d.expires_at as "expiresAt",
      coalesce(i.premium, false) as premium, d.renew_price_minor as "renewPriceMinor"
    from domains d
    join merchants m on m.id = d.merchant_id and m.state = 'active'
    join registrar_accounts a on a.id = d.registrar_account_id and a.merchant_id is null
    left join tlds t on t.tld = d.tld
    left join order_items i on i.id = d.order_item_id
    where d.registration in ('active', 'expired') and d.auto_renew and d.merchant_id is not null
      and d.expires_at <= ${iso(later(now, leadDays * DAY))}
      and d.expires_at > ${iso(later(now, -longestGraceDays * DAY))}
      and (d.expires_at > ${iso(now)} or d.expires_at + make_interval(days => coalesce(t.grace_days, 0)) > ${iso(now)})
      and ${after ? sql`(d.expires_at, d.id) > (${iso(after.expiresAt)}, ${after.id})` : sql`true`}
      and not exists (select from invoice_lines l
        where l.domain_id = d.id and l.period_start = d.expires_at and l.kind = 'renew' and l.live)
    order by d.expires_at, d.id
    limit ${limit}`);
  return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
}
