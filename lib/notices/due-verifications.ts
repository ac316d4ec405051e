import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { verificationDays } from "./kinds";
import { at } from "./live-names";
import { verificationText } from "./verification-text";
import type { Notice } from "./write-notices";

const pageSize = 500;

const dayRows = sql.raw(`(values ${verificationDays.map((day) => `(${day})`).join(", ")}) s(day)`);

type Row = {
  once_key: string;
  day: (typeof verificationDays)[number];
  domain_id: string;
  name_ascii: string;
  registrar: string;
  merchant_id: string;
  registrant_email: string | null;
  verify_by: Date | string;
  email: string;
  person_name: string;
};

/**
 * Pages of mails to merchants whose registrants have not confirmed their address: on the days of the ladder, counted back from
 * the deadline, each once; after a silence only the latest (AN-27).
 */
export async function* dueVerifications(ctx: Ctx): AsyncGenerator<Notice[]> {
  const now = ctx.clock.now();
  for (let after = ""; ; ) {
    const rows = await readPage(now, after);
    if (rows.length === 0) return;
    after = rows.at(-1)!.once_key;
    yield rows.map((row) => ({
      ...verificationText(
        {
          personName: row.person_name,
          nameAscii: row.name_ascii,
          registrantEmail: row.registrant_email,
          registrarLabel: registrarFactory(row.registrar).descriptor.label,
          verifyBy: new Date(row.verify_by),
          domainUrl: `${appUrl()}/domains/${row.domain_id}`,
        },
        now,
      ),
      kind: `verify_${row.day}`,
      merchantId: row.merchant_id,
      domainId: row.domain_id,
      recipient: row.email,
      onceKey: row.once_key,
    }));
    if (rows.length < pageSize) return;
  }
}

async function readPage(now: Date, after: string): Promise<Row[]> {
  const rows = await db().execute(sql`
    with open as (
      select d.id as domain_id, d.name_ascii, d.registrar, d.merchant_id, d.verify_by, d.registrant_email,
        (select max(s.day) from ${dayRows} where d.verify_by - make_interval(days => t.verify_days - s.day) <= ${at(now)}) as day
      from domains d join tlds t on t.tld = d.tld
      where d.registration = 'active' and d.merchant_id is not null and d.verified_at is null and d.verify_by > ${at(now)}
    ), mails as (
      select d.domain_id || ':verify_' || d.day || ':' || u.id || ':' || to_char(d.verify_by at time zone 'UTC', 'YYYY-MM-DD') as once_key,
        d.*, u.email, u.name as person_name
      from open d join memberships s on s.merchant_id = d.merchant_id and s.role <> 'read_only' join users u on u.id = s.user_id
      where d.day is not null and not exists (select 1 from notice_preferences p
        where p.user_id = u.id and p.topic = 'problems' and not p.wanted)
    )
    select * from mails m where m.once_key > ${after}
      and not exists (select 1 from notices n where n.once_key = m.once_key)
    order by m.once_key limit ${pageSize}`);
  return rows as unknown as Row[];
}
