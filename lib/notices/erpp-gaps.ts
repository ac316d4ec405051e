import { type SQL, sql } from "drizzle-orm";
import { policyWindows } from "./kinds";
import { at, liveNames } from "./live-names";

/** The windows of the policy as rows (kind, from_days, to_days, target_days). */
export const windowRows = sql`(values ${sql.join(
  policyWindows.map(
    ({ kind, fromDays, toDays, targetDays }) =>
      sql`(${sql.raw(`'${kind}'`)}, ${sql.raw(String(fromDays))}, ${sql.raw(String(toDays))}, ${sql.raw(String(targetDays))})`,
  ),
  sql`, `,
)}) w(kind, from_days, to_days, target_days)`;

/**
 * I-21 as a query: windows of the expiry policy that have closed over a name of ours without a notice having left inside
 * them. Not owed: windows that closed before the name was here for a day, or ended within a day of its arrival.
 */
export function erppGaps(now: Date): SQL {
  return sql`select d.id || ' ' || w.kind as key, d.id as domain_id, d.merchant_id, d.name_ascii, w.kind, d.expires_at
    from ${windowRows} join domains d on d.expires_at - make_interval(days => w.to_days) < ${at(now)}
     and d.expires_at > ${at(now)} - interval '1 year'
    where d.registration in ${liveNames}
      and d.created_at < d.expires_at - make_interval(days => w.to_days) - interval '1 day'
      and not exists (select 1 from notices n where n.domain_id = d.id and n.kind = w.kind
        and n.sent_at between d.expires_at - make_interval(days => w.from_days) and d.expires_at - make_interval(days => w.to_days))`;
}
