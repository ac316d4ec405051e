import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { MINUTE } from "@/lib/kernel/clock";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { chargedNotDelivered } from "@/lib/reconcile/charged-not-delivered";

export type Overview = {
  /** Orders of which more was taken than delivered: nought, or somebody runs. */
  chargedNotDelivered: number;
  deliveredNotPaid: number;
  /** Operations in flight for more than two minutes. */
  stuck: number;
  openCases: number;
  inReview: number;
  webhooksLate: number;
  setupsFailing: number;
  mailUnsent: number;
  /** Lines of one book that the others do not have, found more than a day ago, and nobody has closed (L-5). */
  differencesOld: number;
  /** Registrars whose last ten minutes of calls got no reply or an error more often than not. */
  registrarsDown: string[];
  /** Since midnight UTC, in minor units of the platform's currency. */
  today: { currency: string | null; takenMinor: number; costMinor: number; orders: number; names: number };
  heldMinor: number;
  findings: { invariant: string; rows: number; firstSeenAt: string }[];
  lastRunAt: string | null;
};

/** The admin's first look: what is wrong first, then how the day goes. One statement. */
export async function overview(ctx: Ctx): Promise<Overview> {
  requireAdmin(ctx);
  const now = ctx.clock.now();
  const ago = (minutes: number) => sql`${new Date(now.getTime() - minutes * MINUTE).toISOString()}::timestamptz`;
  const today = sql`date_trunc('day', ${now.toISOString()}::timestamptz at time zone 'UTC') at time zone 'UTC'`;
  const [row] = await db().execute<Record<string, unknown>>(sql`select
    (select count(*)::int from orders o where ${chargedNotDelivered}) as "chargedNotDelivered",
    (select count(*)::int from orders where owed_minor > 0) as "deliveredNotPaid",
    (select count(*)::int from operations where state in ('sent', 'unknown') and verb not in ('open_checkout', 'transfer') and created_at < ${ago(2)}) as stuck,
    (select count(*)::int from cases where state = 'open') as "openCases",
    (select count(*)::int from orders where state = 'review' or (state = 'fulfilling' and fraud_flagged_at is not null)) as "inReview",
    (select count(*)::int from webhook_events where handled_at is null and received_at < ${ago(10)}) as "webhooksLate",
    (select count(distinct domain_id)::int from domain_setup where state = 'failed') as "setupsFailing",
    (select count(*)::int from notices where sent_at is null and created_at < ${ago(10)}) as "mailUnsent",
    (select count(*)::int from book_differences where state = 'open' and opened_at < ${ago(24 * 60)}) as "differencesOld",
    (select coalesce(json_agg(provider), '[]') from (select t.provider from provider_trace t
      where t.at > ${ago(10)} and t.provider in (select registrar from registrar_accounts)
      group by t.provider having count(*) >= 5 and avg((t.outcome <> 'ok')::int) > 0.5) down) as "registrarsDown",
    (select min(currency) from payments) as currency,
    (select coalesce(sum(e.amount_minor), 0)::int from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where e.account = 'stripe' and t.at >= ${today}) as "takenMinor",
    (select coalesce(sum(e.amount_minor), 0)::int from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where e.account = 'registrar_cost' and t.at >= ${today}) as "costMinor",
    (select count(*)::int from orders where placed_at >= ${today}) as "ordersToday",
    (select count(*)::int from order_items where state = 'registered' and ended_at >= ${today}) as "namesToday",
    (select coalesce(sum(amount_minor), 0)::int from payments where state = 'held') as "heldMinor",
    (select coalesce(json_agg(f), '[]') from (select invariant, count(*)::int as rows, min(first_seen_at) as "firstSeenAt"
      from invariant_findings where cleared_at is null group by invariant order by invariant) f) as findings,
    (select max(ended_at) from reconciler_runs) as "lastRunAt"`);
  const { currency, takenMinor, costMinor, ordersToday, namesToday, lastRunAt, ...rest } = row ?? {};
  return {
    ...(rest as Omit<Overview, "today" | "lastRunAt">),
    today: {
      currency: currency as string | null,
      takenMinor: Number(takenMinor),
      costMinor: Number(costMinor),
      orders: Number(ordersToday),
      names: Number(namesToday),
    },
    lastRunAt: lastRunAt ? new Date(lastRunAt as string).toISOString() : null,
  };
}
