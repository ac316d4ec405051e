import postgres from "postgres";
import { ManualClock } from "../../lib/kernel/clock";

/** When the benchmark's platform lives; nothing in it looks at the wall clock. */
export const now = "2026-11-20T04:00:00Z";
export const clock = new ManualClock(now);

const merchants = 250;
const endings = 40;

/** A platform with merchants, endings and prices, and no names yet. */
export async function openPlatform(url: string): Promise<postgres.Sql> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`insert into users (id, email, name, password_hash, created_at)
    select 'usr_' || n, n || '@example.test', 'Owner ' || n, '', ${now} from generate_series(1, ${merchants}::int) n`;
  await sql`insert into merchants (id, name, country, created_at)
    select 'mer_' || n, 'Merchant ' || n, 'US', ${now} from generate_series(1, ${merchants}::int) n`;
  await sql`insert into memberships (user_id, merchant_id, role, created_at)
    select 'usr_' || n, 'mer_' || n, 'owner', ${now} from generate_series(1, ${merchants}::int) n`;
  await sql`insert into registrar_accounts (id, registrar, label, active, created_at) values ('rac_1', 'sandbox', 'Sandbox', true, ${now})`;
  await sql`insert into tlds (tld, "group", position, updated_at)
    select 'tld' || n, 'general', n, ${now} from generate_series(0, ${endings - 1}::int) n`;
  await sql`insert into tld_costs (registrar_account_id, tld, currency, register_minor, renew_minor, fetched_at)
    select 'rac_1', 'tld' || n, 'USD', 900 + 37 * n, 1000 + 41 * n, ${now} from generate_series(0, ${endings - 1}::int) n`;
  await sql`insert into tld_price_overrides (tld, currency, renew_minor, updated_at)
    select 'tld' || n, 'USD', 4444, ${now} from generate_series(0, ${endings - 1}::int, 10) n`;
  return sql;
}

/** Names of which the first `due` run out within the lead and the others later; what was there before goes. */
export async function makeNames(sql: postgres.Sql, all: number, due: number): Promise<void> {
  await forget(sql);
  await sql`truncate domains cascade`;
  await sql`
    insert into domains (id, merchant_id, name_ascii, tld, registrar, registrar_account_id, registration, expires_at, auto_renew,
      renew_price_minor, currency, created_at, updated_at)
    select 'dom_' || n, 'mer_' || (n % ${merchants}::int + 1), 'name' || n || '.tld' || (n % ${endings}::int), 'tld' || (n % ${endings}::int),
      'sandbox', 'rac_1', 'active',
      ${now}::timestamptz + case when n <= ${due}::int then n * interval '44 days' / ${due}::int
        else interval '60 days' + (n % 300) * interval '1 day' + n * interval '1 ms' end,
      true, 1999, 'USD', ${now}, ${now}
    from generate_series(1, ${all}::int) n`;
  await sql`vacuum analyze domains`;
}

/** Takes back what a run has issued, so that the next side finds the same work. */
export async function forget(sql: postgres.Sql): Promise<void> {
  await sql`truncate invoice_lines, invoices, invoice_series, outbox, job_runs cascade`;
  await sql`analyze invoices, invoice_lines, outbox`;
  await sql`checkpoint`;
}

export type Issued = { invoices: number; lines: number; events: number; totalMinor: number; numbers: number };

/** What stands in the tables after a run; every side must leave the same. */
export async function issued(sql: postgres.Sql): Promise<Issued> {
  const [row] = await sql<Issued[]>`
    select (select count(*)::int from invoices where state = 'open') as invoices,
      (select count(distinct (domain_id, period_start))::int from invoice_lines where live) as lines,
      (select count(*)::int from outbox where name = 'invoice/issued') as events,
      (select coalesce(sum(total_minor), 0)::float8 from invoices) as "totalMinor",
      (select count(distinct number)::int from invoices) as numbers`;
  return row!;
}
