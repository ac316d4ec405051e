/** An amount in integer minor units of an ISO 4217 currency (1299 USD = 12.99). */
export type Money = { amountMinor: number; currency: string };

const digitsByCurrency = new Map<string, number>();

export function fractionDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/** `12.99`, without the currency: screens set it small beside the number. */
export function formatAmount(amountMinor: number, currency: string): string {
  const digits = fractionDigits(currency);
  return new Intl.NumberFormat("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountMinor / 10 ** digits);
}

/** `12.99 USD`, for sentences. */
export function formatMoney(amountMinor: number, currency: string): string {
  return `${formatAmount(amountMinor, currency)} ${currency}`;
}

/** A decimal price from a vendor (12.99) in minor units, rounded half up. */
export function toMinor(decimal: number, currency: string): number {
  return Math.round(Number((decimal * 10 ** fractionDigits(currency)).toFixed(4)));
}

/** Splits a total by weights so that the parts sum to it exactly (largest remainder, M-4). */
export function splitByWeight(totalMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, i) => (i === 0 ? totalMinor : 0));
  const exact = weights.map((weight) => (totalMinor * weight) / sum);
  const parts = exact.map(Math.floor);
  const order = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  let left = totalMinor - parts.reduce((a, b) => a + b, 0);
  for (const { i } of order) {
    if (left <= 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
