import { type PriceRules, priceFromCost } from "@/lib/tlds/price";

/** What one ending costs to renew at one account of the platform, a year each, in the platform's currency. */
export type RenewalTerms = {
  costMinor: number;
  priceMinor: number;
  restoreCostMinor: number | null;
  restorePriceMinor: number | null;
  /** What the registry asks on top once a name has expired. */
  graceFeeMinor: number;
  graceDays: number;
  redemptionDays: number;
  minYears: number;
  maxYears: number;
};

export type PricedName = {
  expiresAt: Date;
  /** Premium names keep the renewal price they were bought with (U-6). */
  premium: boolean;
  renewPriceMinor: number | null;
};

export type RenewalPrice = { years: number; priceMinor: number; costMinor: number; graceFeeMinor: number };

/**
 * The price of some years more, and what the registrar will ask: the ending's price or the name's own, and the late fee
 * once it has expired (AN-11). In the platform's currency, without tax.
 */
export function renewalPrice(
  name: PricedName,
  terms: RenewalTerms,
  rules: PriceRules,
  now: Date,
  years: number = terms.minYears,
): RenewalPrice {
  const graceFeeMinor = name.expiresAt <= now ? terms.graceFeeMinor : 0;
  const own = name.premium && name.renewPriceMinor !== null ? name.renewPriceMinor : null;
  const costMinor = own === null ? terms.costMinor : Math.max(costBehind(own, rules), terms.costMinor);
  const priceMinor = own === null ? terms.priceMinor : Math.max(own, rules.sellAtLoss ? 0 : costMinor);
  return {
    years,
    priceMinor: priceMinor * years + graceFeeMinor,
    costMinor: costMinor * years + graceFeeMinor,
    graceFeeMinor,
  };
}

/** The highest cost that makes this price: registrars list no premium costs, and more than this would be sold at a loss. */
function costBehind(priceMinor: number, rules: PriceRules): number {
  let costMinor = Math.max(0, Math.floor((priceMinor - rules.markupFixedMinor) / (1 + rules.markupPercent / 100)));
  while (costMinor > 0 && priceFromCost(costMinor, rules) > priceMinor) costMinor -= 1;
  return costMinor;
}
