import { formatAmount } from "@/lib/kernel/money";
import type { RowPrice } from "@/lib/search/views";

/** What it costs first and what later, in words: `12.99 for the first year`, `then 14.99 a year`; one line when equal. */
export function priceLines(price: RowPrice): { first: string; later: string | null } {
  const amount = (minor: number) => `${formatAmount(minor, price.currency)} ${price.currency}`;
  if (price.minYears > 1)
    return {
      first: `${amount(price.firstTermMinor)} for the first ${price.minYears} years`,
      later: `then ${amount(price.renewMinor)} a year`,
    };
  if (price.registerMinor === price.renewMinor) return { first: `${amount(price.registerMinor)} a year`, later: null };
  return {
    first: `${amount(price.registerMinor)} for the first year`,
    later: `then ${amount(price.renewMinor)} a year`,
  };
}
