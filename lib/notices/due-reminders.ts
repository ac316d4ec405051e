import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { reminderSteps } from "./kinds";
import { at } from "./live-names";
import { type RemindedName, reminderText } from "./reminder-text";
import type { Notice } from "./write-notices";

const pageSize = 500;

const stepRows = sql.raw(
  `(values ${reminderSteps.map((step) => `('${step.kind}', ${step.fromDays}, ${step.untilDays})`).join(", ")}) w(kind, from_days, until_days)`,
);

type Row = {
  once_key: string;
  kind: (typeof reminderSteps)[number]["kind"];
  merchant_id: string;
  email: string;
  person_name: string;
  expires_at: Date | string;
  names: RemindedName[];
};

/**
 * Pages of reminders to merchants: one a person, step and day of expiry, for all names of that day, so that names bought
 * together are one mail. Who refused them is left out in the database.
 */
export async function* dueReminders(ctx: Ctx): AsyncGenerator<Notice[]> {
  const now = ctx.clock.now();
  for (let after = ""; ; ) {
    const rows = await readPage(now, after);
    if (rows.length === 0) return;
    after = rows.at(-1)!.once_key;
    yield rows.map((row) => ({
      ...reminderText(
        { personName: row.person_name, expiresAt: new Date(row.expires_at), names: row.names },
        appUrl(),
        now,
      ),
      kind: row.kind,
      merchantId: row.merchant_id,
      recipient: row.email,
      onceKey: row.once_key,
    }));
    if (rows.length < pageSize) return;
  }
}

async function readPage(now: Date, after: string): Promise<Row[]> {
  const today = sql`date_trunc('day', ${at(now)}, 'UTC')`;
  const rows = await db().execute(sql`
    with days as (
      select d.merchant_id, w.kind, date_trunc('day', d.expires_at, 'UTC') as day, min(d.expires_at) as expires_at,
        json_agg(json_build_object('nameAscii', d.name_ascii, 'autoRenew', d.auto_renew,
          'renewPriceMinor', d.renew_price_minor, 'currency', d.currency) order by d.name_ascii) as names
      from ${stepRows}
      join domains d on d.expires_at >= ${today} + make_interval(days => w.until_days + 1)
        and d.expires_at < ${today} + make_interval(days => w.from_days + 1)
      where d.registration = 'active' and d.merchant_id is not null
      group by 1, 2, 3
    ), mails as (
      select w.kind || ':' || w.merchant_id || ':' || u.id || ':' || to_char(w.day at time zone 'UTC', 'YYYY-MM-DD') as once_key,
        w.kind, w.merchant_id, u.email, u.name as person_name, w.expires_at, w.names
      from days w
      join memberships s on s.merchant_id = w.merchant_id and s.role <> 'read_only'
      join users u on u.id = s.user_id
      where not exists (select 1 from notice_preferences p
        where p.user_id = u.id and p.topic = 'renewals' and not p.wanted)
    )
    select * from mails m where m.once_key > ${after}
      and not exists (select 1 from notices n where n.once_key = m.once_key)
    order by m.once_key limit ${pageSize}`);
  return rows as unknown as Row[];
}
