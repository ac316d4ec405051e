import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { exchange, rateBetween } from "@/lib/billing/exchange";
import { DAY, later } from "@/lib/kernel/clock";
import type { Settings } from "@/lib/settings/schema";
import type { ExposedName } from "./forecast";
import { takesAt } from "./pre-charge";

type Row = {
  domainId: string;
  nameAscii: string;
  tld: string;
  merchantId: string | null;
  merchantName: string | null;
  registrar: string;
  policy: ExposedName["policy"];
  wanted: boolean;
  isOn: boolean;
  paid: boolean;
  expiresAt: string | Date;
  costMinor: number | null;
  costCurrency: string | null;
  revenue30dMinor: number;
  invoiceId: string | null;
  issuedAt: string | Date | null;
  dunningStep: number | null;
};

export type FlaggedName = ExposedName & { registrarAccountId: string; isOn: boolean };

/** Whether the platform's own renewal of this period is paid and on its way to the registrar. */
const paidAndUnderWay = sql`exists (select from order_items i join orders o on o.id = i.order_id
  where i.domain_id = d.id and i.kind = 'renew' and i.expiry_before = d.expires_at
    and i.state in ('waiting', 'registering') and o.state in ('fulfilling', 'review'))`;

/**
 * Names in the platform's accounts with what a forecast needs of each, in one statement. `which` narrows them, such as to
 * those that their registrar renews by itself.
 */
export async function exposedNames(settings: Settings, now: Date, which: SQL): Promise<FlaggedName[]> {
  const rows = await db().execute<Row & { registrarAccountId: string }>(sql`
    select d.id as "domainId", d.name_ascii as "nameAscii", d.tld, d.merchant_id as "merchantId", m.name as "merchantName",
      d.registrar, d.registrar_account_id as "registrarAccountId",
      coalesce(d.registrar_auto_renew_policy, a.auto_renew_policy) as policy,
      d.auto_renew and d.merchant_id is not null as wanted, coalesce(d.registrar_auto_renew, false) as "isOn",
      ${paidAndUnderWay} as paid, d.expires_at as "expiresAt", c.renew_minor as "costMinor", c.currency as "costCurrency",
      d.revenue30d_minor as "revenue30dMinor", v.id as "invoiceId", v.issued_at as "issuedAt", v.dunning_step as "dunningStep"
    from domains d
    join registrar_accounts a on a.id = d.registrar_account_id and a.merchant_id is null
    left join merchants m on m.id = d.merchant_id
    left join tld_costs c on c.registrar_account_id = d.registrar_account_id and c.tld = d.tld
    left join invoice_lines l on l.domain_id = d.id and l.period_start = d.expires_at and l.kind = 'renew' and l.live
    left join invoices v on v.id = l.invoice_id and v.state = 'open'
    where d.registration in ('active', 'expired') and d.expires_at is not null and ${which}
    order by d.expires_at, d.id`);
  return rows.map(({ tld, costMinor, costCurrency, issuedAt, dunningStep, ...row }) => {
    const expiresAt = new Date(row.expiresAt);
    const rate = costCurrency ? rateBetween(costCurrency, settings.currency, settings) : null;
    return {
      ...row,
      expiresAt: expiresAt.toISOString(),
      takesAt: takesAt(row.registrar, tld, expiresAt).toISOString(),
      costMinor:
        costMinor === null || !costCurrency || !rate
          ? null
          : exchange(costMinor, costCurrency, settings.currency, rate),
      triesAt: row.wanted
        ? triesAt(settings, expiresAt, now, issuedAt ? new Date(issuedAt) : null, dunningStep ?? 0)
        : [],
    };
  });
}

/** When the saved card is still to be tried: from the invoice that exists, else from the day on which it will. */
function triesAt(settings: Settings, expiresAt: Date, now: Date, issuedAt: Date | null, taken: number): string[] {
  const due = later(expiresAt, -settings.renewalLeadDays * DAY);
  const from = issuedAt ?? (due > now ? due : now);
  return settings.dunningSteps
    .slice(taken)
    .filter((step) => step.charge)
    .map((step) => later(from, step.day * DAY).toISOString());
}
