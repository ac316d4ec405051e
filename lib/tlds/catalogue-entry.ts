import { HOUR } from "@/lib/kernel/clock";
import { displayName } from "@/lib/kernel/display-name";
import type { Settings } from "@/lib/settings/schema";
import type { TldGroup } from "./catalogue-data";
import { type Margin, marginOf, type PriceAction, type PriceOverride, pricesOf, type TldAmounts } from "./price";

/** A row of the tlds table with the account that sells it, that account's cost, and the price set by hand. */
export type CatalogueRow = {
  tld: string;
  group: string;
  sold: boolean;
  position: number;
  minYears: number;
  maxYears: number;
  privacy: boolean;
  idn: boolean;
  authCodeRequired: boolean;
  graceDays: number;
  /** What a renewal costs more after the end, in the currency of the cost. */
  graceFeeMinor: number;
  redemptionDays: number;
  lockDays: number;
  httpsOnly: boolean;
  restriction: string | null;
  routedAccountId: string | null;
  accountId: string | null;
  registrar: string | null;
  cost: (TldAmounts & { currency: string; fetchedAt: Date }) | null;
  override: (PriceOverride & { currency: string }) | null;
  updatedAt: Date;
};

/** Why a TLD of the catalogue cannot be bought just now. */
export type NotSold = "switched_off" | "no_account" | "no_cost" | "stale_cost" | "other_currency";

/** One TLD as the platform sells it. Amounts are a year each, in `currency`. */
export type CatalogueEntry = Omit<CatalogueRow, "group"> & {
  group: TldGroup | (string & {});
  tldUnicode: string;
  currency: string;
  /** Null when it cannot be bought; `notSold` says why. */
  prices: TldAmounts | null;
  notSold: NotSold | null;
  margins: Record<PriceAction, Margin | null>;
};

const noMargins = { registerMinor: null, renewMinor: null, transferMinor: null, restoreMinor: null };

function notSold(row: CatalogueRow, settings: Settings, now: Date): NotSold | null {
  if (!row.sold) return "switched_off";
  if (!row.accountId) return "no_account";
  if (!row.cost) return "no_cost";
  if (row.cost.currency !== settings.currency) return "other_currency";
  if (now.getTime() - row.cost.fetchedAt.getTime() > settings.pricesMaxAgeHours * HOUR) return "stale_cost";
  return null;
}

/** Joins rules, cost and price. Margins are shown also for what is not sold, where the currencies allow it. */
export function catalogueEntry(row: CatalogueRow, settings: Settings, now: Date): CatalogueEntry {
  const reason = notSold(row, settings, now);
  const comparable = row.cost && row.cost.currency === settings.currency ? row.cost : null;
  const override = row.override?.currency === settings.currency ? row.override : null;
  const prices = comparable ? pricesOf(comparable, override, settings) : null;
  const margin = (action: PriceAction) => marginOf(prices?.[action] ?? null, comparable?.[action] ?? null);
  return {
    ...row,
    tldUnicode: displayName(row.tld),
    currency: settings.currency,
    prices: reason === null ? prices : null,
    notSold: reason,
    margins: prices
      ? {
          registerMinor: margin("registerMinor"),
          renewMinor: margin("renewMinor"),
          transferMinor: margin("transferMinor"),
          restoreMinor: margin("restoreMinor"),
        }
      : noMargins,
  };
}

/** For the admin: what keeps a TLD from being sold, and what to do. */
export function notSoldSentence(entry: CatalogueEntry, maxAgeHours: number): string | null {
  switch (entry.notSold) {
    case null:
      return null;
    case "switched_off":
      return "Switched off here.";
    case "no_account":
      return "No registrar account sells it. Make one active, or route this ending.";
    case "no_cost":
      return "The registrar's price list does not have it. Import the list, or route this ending.";
    case "stale_cost":
      return `Its cost is older than ${maxAgeHours} hours. Import the price list.`;
    case "other_currency":
      return `Its cost is in ${entry.cost?.currency}, prices are in ${entry.currency}. Choose one currency.`;
  }
}
