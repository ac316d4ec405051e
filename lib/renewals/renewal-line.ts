import type { LineDraft } from "@/lib/billing/prepare-invoice";
import type { Settings } from "@/lib/settings/schema";
import { type PricedName, type RenewalTerms, renewalPrice } from "./renewal-price";

export type RenewalRow = PricedName & { id: string; nameAscii: string; tld: string; registrarAccountId: string };

/** The invoice line of a name's next years, from the expiry that the registrar told; null where nobody knows the cost. */
export function renewalLine(
  name: RenewalRow,
  terms: RenewalTerms | null,
  settings: Settings,
  now: Date,
  years?: number,
): LineDraft | null {
  if (!terms) return null;
  const price = renewalPrice(name, terms, settings, now, years);
  return {
    kind: "renew",
    domainId: name.id,
    nameAscii: name.nameAscii,
    years: price.years,
    periodStart: name.expiresAt,
    priceMinor: price.priceMinor,
    costMinor: price.costMinor,
    costCurrency: settings.currency,
  };
}
