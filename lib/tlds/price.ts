import { fractionDigits } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";

/** What of the settings makes a price out of a cost. */
export type PriceRules = Pick<Settings, "currency" | "markupPercent" | "markupFixedMinor" | "rounding" | "sellAtLoss">;

/** Amounts a year in minor units; null where it is not offered. */
export type TldAmounts = {
  registerMinor: number;
  renewMinor: number;
  transferMinor: number | null;
  restoreMinor: number | null;
};

/** Prices set by hand, a year each; null means computed. */
export type PriceOverride = { [action in keyof TldAmounts]: number | null };

export const priceActions = ["registerMinor", "renewMinor", "transferMinor", "restoreMinor"] as const;
export type PriceAction = (typeof priceActions)[number];

/** Rounds up to the next price of the operator's style, so that rounding never eats into the markup. */
export function roundPrice(amountMinor: number, rounding: PriceRules["rounding"], currency: string): number {
  const exact = Math.ceil(Number(amountMinor.toFixed(4)));
  const unit = 10 ** fractionDigits(currency);
  if (rounding === "none" || unit === 1) return exact;
  const ending = rounding === "whole" ? 0 : unit - unit / 100;
  return Math.ceil((exact - ending) / unit) * unit + ending;
}

/** cost × (1 + markup %) + fixed, rounded; never below cost unless the operator sells at a loss. */
export function priceFromCost(costMinor: number, rules: PriceRules): number {
  const marked = costMinor * (1 + rules.markupPercent / 100) + rules.markupFixedMinor;
  return floorAtCost(roundPrice(marked, rules.rounding, rules.currency), costMinor, rules);
}

function floorAtCost(priceMinor: number, costMinor: number, rules: PriceRules): number {
  return rules.sellAtLoss ? priceMinor : Math.max(priceMinor, costMinor);
}

/** All prices of a TLD: by hand where set, else from the cost; what the registrar does not offer is not sold. */
export function pricesOf(cost: TldAmounts, override: PriceOverride | null, rules: PriceRules): TldAmounts {
  const price = (action: PriceAction): number | null => {
    const costMinor = cost[action];
    if (costMinor === null) return null;
    const byHand = override?.[action] ?? null;
    return byHand === null ? priceFromCost(costMinor, rules) : floorAtCost(byHand, costMinor, rules);
  };
  return {
    registerMinor: price("registerMinor")!,
    renewMinor: price("renewMinor")!,
    transferMinor: price("transferMinor"),
    restoreMinor: price("restoreMinor"),
  };
}

/** The first year at its price, each later one at the renewal price. */
export function termPrice(amounts: Pick<TldAmounts, "registerMinor" | "renewMinor">, years: number): number {
  return amounts.registerMinor + (years - 1) * amounts.renewMinor;
}

/** What is left of a price, and its share of it in percent (one decimal); null where nothing is sold. */
export type Margin = { minor: number; percent: number };

export function marginOf(priceMinor: number | null, costMinor: number | null): Margin | null {
  if (priceMinor === null || costMinor === null) return null;
  const minor = priceMinor - costMinor;
  return { minor, percent: priceMinor === 0 ? 0 : Math.round((minor / priceMinor) * 1000) / 10 };
}
