import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { taxOn, taxTerms } from "@/lib/billing/tax-terms";
import type { Settings } from "@/lib/settings/schema";

export type Tax = { taxMinor: number; note: string; byLine: number[] };

/**
 * Tax on what a merchant is about to order, by where and what they are; for somebody unknown by the country given. Split over
 * the lines so that they sum to it exactly (M-4). The same terms as on every invoice (AN-18).
 */
export async function taxFor(
  merchantId: string | null,
  elseCountry: string | null,
  lineMinors: readonly number[],
  settings: Settings,
): Promise<Tax> {
  const [merchant] = merchantId
    ? await db()
        .select({ country: merchants.country, billing: merchants.billing, vatId: merchants.vatId })
        .from(merchants)
        .where(eq(merchants.id, merchantId))
    : [];
  const terms = taxTerms({
    seller: { country: settings.sellerCountry },
    buyer: {
      country: merchant?.billing?.country || merchant?.country || elseCountry,
      vatId: merchant?.vatId ?? null,
    },
    rates: settings.taxRates,
    reverseCharge: settings.reverseCharge,
  });
  return { ...taxOn(lineMinors, terms.rateBasisPoints), note: terms.note };
}
