import { splitByWeight } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";
import { checkVatId } from "./vat-id";
import { euCountries } from "./vat-rates";

/** How a buyer is taxed: the rate, and the sentence that the invoice must carry. */
export type TaxTerms = { rateBasisPoints: number; reverseCharge: boolean; note: string };

export type TaxFacts = {
  seller: { country: string };
  /** Null country: not known. The VAT id counts only in the form of the buyer's own country. */
  buyer: { country: string | null; vatId: string | null };
  rates: Settings["taxRates"];
  /** Whether the operator lets businesses account for the tax themselves (AN-18). */
  reverseCharge: boolean;
};

const inEu = (country: string | null) => (euCountries as readonly string[]).includes(country ?? "");

/**
 * Electronic services are taxed where the buyer is: at the buyer's rate, or not at all where the buyer is a business of
 * another state that accounts for the tax itself. A business of the seller's own state pays it as everybody there.
 */
export function taxTerms({ seller, buyer, rates, reverseCharge }: TaxFacts): TaxTerms {
  const country = buyer.country;
  const percent = (country ? rates[country] : undefined) ?? rates["*"] ?? 0;
  const rateBasisPoints = Math.round(percent * 100);
  if (rateBasisPoints === 0) return { rateBasisPoints: 0, reverseCharge: false, note: "No tax" };
  const abroad = country !== null && country !== seller.country;
  if (reverseCharge && abroad && buyer.vatId && checkVatId(buyer.vatId, country).ok) {
    const law = inEu(country) ? " (Article 196 of Directive 2006/112/EC)" : "";
    return {
      rateBasisPoints: 0,
      reverseCharge: true,
      note: `Reverse charge: the recipient accounts for the tax${law}`,
    };
  }
  const note = `Includes ${percent} % tax${country ? ` (${country})` : ""}`;
  return { rateBasisPoints, reverseCharge: false, note };
}

/** The tax on a total, split over its lines so that they sum to it exactly (M-4). Half a minor unit goes up, once. */
export function taxOn(lineMinors: readonly number[], rateBasisPoints: number): { taxMinor: number; byLine: number[] } {
  const subtotalMinor = lineMinors.reduce((sum, minor) => sum + minor, 0);
  const taxMinor = Math.round((subtotalMinor * rateBasisPoints) / 10_000);
  return { taxMinor, byLine: splitByWeight(taxMinor, lineMinors) };
}
