import { splitByWeight } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";

export type Tax = { ratePercent: number; taxMinor: number; note: string; byLine: number[] };

/** Tax on a total by the buyer's country, split over the lines so that they sum to it exactly (M-4). */
export function taxOf(lineMinors: readonly number[], country: string | null, rates: Settings["taxRates"]): Tax {
  const ratePercent = (country ? rates[country] : undefined) ?? rates["*"] ?? 0;
  const subtotalMinor = lineMinors.reduce((a, b) => a + b, 0);
  const taxMinor = Math.round((subtotalMinor * ratePercent) / 100);
  const note = ratePercent === 0 ? "No tax" : `Includes ${ratePercent} % tax${country ? ` (${country})` : ""}`;
  return { ratePercent, taxMinor, note, byLine: splitByWeight(taxMinor, lineMinors) };
}
