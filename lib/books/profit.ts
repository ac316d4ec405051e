import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { at, minorRates } from "./match-window";
import { boundsOf, type Month } from "./months";

export type ProfitBy = "domain" | "tld" | "merchant";

/** Minor units of the platform's currency. Costs and fees are positive where they cost; `fx` where rates gained. */
export type ProfitSums = {
  salesMinor: number;
  costMinor: number;
  feesMinor: number;
  fxMinor: number;
  otherMinor: number;
  profitMinor: number;
};
/** `key` is the name, the ending or the merchant's id; null for what belongs to none. */
export type ProfitRow = ProfitSums & { key: string | null; label: string };
export type Profit = {
  currency: string;
  rows: ProfitRow[];
  totals: ProfitSums;
  /** Amounts in currencies without a rate: in the ledger, and not in the sums. */
  unvalued: { currency: string; amountMinor: number }[];
};

type Line = { key: string | null; label: string | null; account: string; currency: string; amount: number };

const columns: Record<string, keyof ProfitSums> = {
  sales: "salesMinor",
  registrar_cost: "costMinor",
  stripe_fees: "feesMinor",
  exchange: "fxMinor",
};

/**
 * What a month earned, out of the ledger alone, so that the sums are the ledger's. Money of an order with several names is
 * split over them by price, to the cent.
 */
export async function profit(ctx: Ctx, input: { by: ProfitBy; month: Month }): Promise<Profit> {
  requirePlatform(ctx);
  const [settings, lines] = [await getSettings(), await db().execute<Line>(profitLines(input))];
  const rates = minorRates(settings);
  const rows = new Map<string | null, ProfitRow>();
  const unvalued = new Map<string, number>();
  const exact = new Map<string | null, Record<string, number>>();
  for (const { key, label, account, currency, amount } of lines) {
    const rate = rates[currency];
    if (rate === undefined) {
      unvalued.set(currency, (unvalued.get(currency) ?? 0) - amount);
      continue;
    }
    const row = exact.get(key) ?? {};
    const column = columns[account] ?? "otherMinor";
    row[column] = (row[column] ?? 0) + amount / rate;
    exact.set(key, row);
    rows.set(key, { key, label: label ?? "Belongs to none", ...nothing });
  }
  for (const [key, row] of rows) rows.set(key, { ...row, ...sumsOf(exact.get(key) ?? {}) });
  const sorted = [...rows.values()].sort((a, b) => b.profitMinor - a.profitMinor || a.label.localeCompare(b.label));
  return {
    currency: settings.currency,
    rows: sorted,
    totals: sorted.reduce(add, nothing),
    unvalued: [...unvalued].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}

const nothing: ProfitSums = { salesMinor: 0, costMinor: 0, feesMinor: 0, fxMinor: 0, otherMinor: 0, profitMinor: 0 };

/** Ledger signs: income is credited (−), costs are debited (+). */
function sumsOf(exact: Record<string, number>): ProfitSums {
  const rounded = (column: keyof ProfitSums) => Math.round(exact[column] ?? 0);
  const [salesMinor, fxMinor] = [0 - rounded("salesMinor"), 0 - rounded("fxMinor")];
  const [costMinor, feesMinor, otherMinor] = [rounded("costMinor"), rounded("feesMinor"), rounded("otherMinor")];
  return {
    salesMinor,
    costMinor,
    feesMinor,
    fxMinor,
    otherMinor,
    profitMinor: salesMinor - costMinor - feesMinor + fxMinor - otherMinor,
  };
}

function add(a: ProfitSums, b: ProfitSums): ProfitSums {
  const sum = { ...nothing };
  for (const column of Object.keys(nothing) as (keyof ProfitSums)[]) sum[column] = a[column] + b[column];
  return sum;
}

/** One row a key, account and currency. */
function profitLines({ by, month }: { by: ProfitBy; month: Month }): SQL {
  const { start, end } = boundsOf(month);
  const key = {
    domain: sql`name`,
    tld: sql`coalesce(tld, substring(name from '[.](.*)$'))`,
    merchant: sql`merchant_id`,
  }[by];
  return sql`with lines as materialized (
      select t.id, t.kind, t.external_key, t.order_id, t.merchant_id, e.account, e.currency, sum(e.amount_minor)::bigint as amount
      from ledger_transactions t join ledger_entries e on e.transaction_id = t.id
      where t.at >= ${at(start)} and t.at < ${at(end)} and e.account in
        ('sales', 'registrar_cost', 'stripe_fees', 'exchange', 'goodwill', 'bad_debt', 'chargebacks', 'rounding')
      group by t.id, e.account, e.currency
    ),
    direct as materialized (
      select l.*, coalesce(i.name_ascii, u.name_ascii, d.name_ascii) as name, coalesce(i.tld, u.tld) as tld from lines l
      left join operations op on l.kind = 'registrar_charge' and op.id = split_part(l.external_key, ':', 3)
      left join domains u on l.kind = 'registrar_charge' and split_part(l.external_key, ':', 2) = 'unasked' and u.id = split_part(l.external_key, ':', 3)
      left join order_items i on i.id = op.subject_id
      left join book_differences d on l.kind = 'correction' and d.key = substr(l.external_key, 6)
    ),
    weighed as (
      select d.merchant_id, i.name_ascii as name, i.tld, d.account, d.currency, d.amount, i.price_minor * 1000.0 + 1 as weight,
        sum(i.price_minor * 1000.0 + 1) over (partition by d.id, d.account, d.currency order by i.position, i.id) as upto,
        sum(i.price_minor * 1000.0 + 1) over (partition by d.id, d.account, d.currency) as whole
      from direct d join order_items i on i.order_id = d.order_id
        and (i.state = 'registered' or not exists (select 1 from order_items r where r.order_id = i.order_id and r.state = 'registered'))
      where d.name is null
    ),
    shares as (
      select merchant_id, name, tld, account, currency, round(amount * upto / whole) - round(amount * (upto - weight) / whole) as amount from weighed
      union all
      select merchant_id, name, tld, account, currency, amount from direct d where name is not null
        or not exists (select 1 from order_items i where i.order_id = d.order_id)
    )
    select s.key, ${by === "merchant" ? sql`(select m.name from merchants m where m.id = s.key)` : sql`s.key`} as label,
      account, currency, amount from (
        select ${key} as key, account, currency, sum(amount)::float8 as amount from shares group by 1, 2, 3
      ) s where amount <> 0`;
}
