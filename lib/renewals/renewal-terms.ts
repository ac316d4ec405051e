import { sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { exchange, rateBetween } from "@/lib/billing/exchange";
import type { Settings } from "@/lib/settings/schema";
import { pricesOf } from "@/lib/tlds/price";
import type { RenewalTerms } from "./renewal-price";

export type TermsOf = (accountId: string, tld: string) => RenewalTerms | null;

type Row = {
  accountId: string;
  tld: string;
  currency: string;
  register: number;
  renew: number;
  restore: number | null;
  ownCurrency: string | null;
  ownRenew: number | null;
  ownRestore: number | null;
  graceFeeMinor: number;
  graceDays: number;
  redemptionDays: number;
  minYears: number;
  maxYears: number;
};

/**
 * Terms of every ending at every account of the platform, in one statement: the account that holds a name renews it,
 * whichever sells its ending today, and a list that is too old to sell by still renews. Null: nobody knows the cost.
 */
export async function renewalTerms(settings: Settings, within: Tx | Database = db()): Promise<TermsOf> {
  const rows = await within.execute<Row>(sql`
    select c.registrar_account_id as "accountId", c.tld, c.currency, c.register_minor as register, c.renew_minor as renew,
      c.restore_minor as restore, o.currency as "ownCurrency", o.renew_minor as "ownRenew", o.restore_minor as "ownRestore",
      t.grace_fee_minor as "graceFeeMinor", t.grace_days as "graceDays", t.redemption_days as "redemptionDays",
      t.min_years as "minYears", t.max_years as "maxYears"
    from tld_costs c join tlds t on t.tld = c.tld
    join registrar_accounts a on a.id = c.registrar_account_id and a.merchant_id is null
    left join tld_price_overrides o on o.tld = c.tld`);
  const all = new Map<string, RenewalTerms>();
  for (const row of rows) {
    const rate = rateBetween(row.currency, settings.currency, settings);
    if (!rate) continue;
    const ours = (minor: number) => exchange(minor, row.currency, settings.currency, rate);
    const cost = {
      registerMinor: ours(row.register),
      renewMinor: ours(row.renew),
      transferMinor: null,
      restoreMinor: row.restore === null ? null : ours(row.restore),
    };
    const byHand =
      row.ownCurrency === settings.currency
        ? { registerMinor: null, renewMinor: row.ownRenew, transferMinor: null, restoreMinor: row.ownRestore }
        : null;
    const prices = pricesOf(cost, byHand, settings);
    const { graceFeeMinor, graceDays, redemptionDays, minYears, maxYears } = row;
    all.set(`${row.accountId} ${row.tld}`, {
      costMinor: cost.renewMinor,
      priceMinor: prices.renewMinor,
      restoreCostMinor: cost.restoreMinor,
      restorePriceMinor: prices.restoreMinor,
      graceFeeMinor,
      graceDays,
      redemptionDays,
      minYears,
      maxYears,
    });
  }
  return (accountId, tld) => all.get(`${accountId} ${tld}`) ?? null;
}
