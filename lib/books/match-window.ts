import { type SQL, sql } from "drizzle-orm";
import { DAY } from "@/lib/kernel/clock";
import { fractionDigits } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";

/** What a match looks at. Lines before `from` belong to closed months and only serve as partners, unless they are late. */
export type MatchWindow = {
  from: Date;
  now: Date;
  /** Accounts whose registrar lists its charges. */
  accounts: string[];
  /** Minor units of a currency for one minor unit of the platform's. */
  rates: Record<string, number>;
};

/** Two lines about the same work of the same name are further apart only when they are not about the same work. */
export const sameWorkDays = 20;
/** How long the other party's line may take to be written. */
export const lateAfterMs = 3 * DAY;
/** A difference between two currencies up to this part is the rate's; above, the amount is wrong. */
export const driftLimit = 0.15;

export const at = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;
export const before = (moment: Date): SQL => sql`(${at(moment)} - make_interval(days => ${sameWorkDays}))`;

/** A line that was written into a month after its books were closed: it counts in the first open one. */
export const isLate = sql`coalesce(fetched_at > (select c.closed_at from closed_months c where c.month = to_char(at at time zone 'UTC', 'YYYY-MM')), false)`;

/** The columns that each comparison of two books answers with, one row a difference. */
export const differenceColumns = sql`key, at, late, cause, name_ascii, order_id, merchant_id, amount, currency, facts, proposal`;

/** A ledger line of a proposal, in SQL. */
export function line(account: string, amount: SQL, currency: SQL): SQL {
  return sql`jsonb_build_object('account', ${account}::text, 'amountMinor', ${amount}, 'currency', ${currency})`;
}

/** Two lines that sum to zero: the first gets the amount, the second its opposite. */
export function pair(debit: string, credit: string, amount: SQL, currency: SQL): SQL {
  return sql`jsonb_build_array(${line(debit, amount, currency)}, ${line(credit, sql`-(${amount})`, currency)})`;
}

/** An amount valued in another currency at today's rates; null where a rate is missing. */
export function valued(window: MatchWindow, amount: SQL, from: SQL, to: SQL): SQL {
  const rates = sql`${JSON.stringify(window.rates)}::jsonb`;
  return sql`round(${amount} / (${rates} ->> ${from})::numeric * (${rates} ->> ${to})::numeric)::int`;
}

/** Rates of whole units, as the operator enters them, as rates of minor units. */
export function minorRates(settings: Pick<Settings, "currency" | "exchangeRates">): Record<string, number> {
  const scale = (currency: string) => 10 ** (fractionDigits(currency) - fractionDigits(settings.currency));
  const given = Object.entries(settings.exchangeRates).map(([currency, rate]) => [currency, rate * scale(currency)]);
  return { ...Object.fromEntries(given), [settings.currency]: 1 };
}
