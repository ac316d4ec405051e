import { fractionDigits } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";

type Rates = Pick<Settings, "currency" | "exchangeRates" | "exchangeRatesAt">;

/** A rate as it stands on an invoice: units of the one for one unit of the other, and its day (AN-21). */
export type Rate = { rate: string; rateAt: Date | null };

/** Units of `to` for one of `from`, through the platform's currency; null where no rate was entered. */
export function rateBetween(from: string, to: string, rates: Rates): Rate | null {
  if (from === to) return { rate: "1", rateAt: null };
  const per = (currency: string) => (currency === rates.currency ? 1 : rates.exchangeRates[currency]);
  const [ofFrom, ofTo] = [per(from), per(to)];
  if (ofFrom === undefined || ofTo === undefined) return null;
  const rateAt = rates.exchangeRatesAt === "" ? null : new Date(`${rates.exchangeRatesAt}T00:00:00Z`);
  return { rate: String(Number((ofTo / ofFrom).toPrecision(10))), rateAt };
}

/** An amount in another currency, rounded half up to its minor unit, which need not have as many digits. */
export function exchange(amountMinor: number, from: string, to: string, { rate }: Rate): number {
  if (from === to) return amountMinor;
  const scale = 10 ** (fractionDigits(to) - fractionDigits(from));
  return Math.round(Number((amountMinor * Number(rate) * scale).toFixed(4)));
}

/** The currency in which a merchant is invoiced: its own where there is a rate for it, else the platform's. */
export function invoiceCurrency(merchantCurrency: string | null, rates: Rates): string {
  return merchantCurrency && rateBetween(rates.currency, merchantCurrency, rates) ? merchantCurrency : rates.currency;
}
