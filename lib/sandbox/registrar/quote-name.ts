import type { InducedFault } from "./induced-faults";
import { registerCost, type TldPrice } from "./price-list";
import { premiumPrice } from "./world-names";

/** What a name costs: for `years` together, and each later year. */
export type NameQuote = { registerMinor: number; renewMinor: number; premium: boolean };

const surprise = { registerMinor: 48_000, renewMinor: 48_000 };

/** Premium names have prices of their own. Faults that raise a price do so when the price is asked for, not in lists. */
export function quoteName(name: string, years: number, tld: TldPrice, faults: Set<InducedFault>): NameQuote {
  const premium = premiumPrice(name) ?? (faults.has("premium-surprise") ? surprise : null);
  const base = premium ?? tld;
  const factor = faults.has("price-rise") ? 1.5 : 1;
  return {
    registerMinor: Math.round(registerCost(base, years) * factor),
    renewMinor: Math.round(base.renewMinor * factor),
    premium: premium !== null,
  };
}
