import { formatMoney } from "@/lib/kernel/money";
import { type PriceRules, priceFromCost } from "@/lib/tlds/price";
import { readAmount } from "../read-amount";

export type PriceTyped = {
  currency: string;
  markupPercent: string;
  markupFixed: string;
  rounding: string;
  sellAtLoss: boolean;
};

const costs = [499, 999, 3000];

/** What costs become by the rules as they are typed; null while they are not rules yet. */
export function examplePrices(typed: PriceTyped): { cost: string; price: string }[] | null {
  const currency = typed.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  const fixed = readAmount(typed.markupFixed, currency);
  const percent = Number(typed.markupPercent.replace(",", "."));
  if (fixed === undefined || typed.markupPercent.trim() === "" || !(percent >= 0 && percent <= 1000)) return null;
  const rules: PriceRules = {
    currency,
    markupPercent: percent,
    markupFixedMinor: fixed,
    rounding: typed.rounding as PriceRules["rounding"],
    sellAtLoss: typed.sellAtLoss,
  };
  return costs.map((cost) => ({
    cost: formatMoney(cost, currency),
    price: formatMoney(priceFromCost(cost, rules), currency),
  }));
}

/** The rules at work, as one types them. */
export function PriceExample({ typed }: { typed: PriceTyped }) {
  const examples = examplePrices(typed);
  return (
    <div className="rounded-md bg-brass-wash p-4" aria-live="polite">
      <p className="text-sm text-ink-2">With these rules</p>
      {examples ? (
        <ul className="mt-1 space-y-0.5">
          {examples.map(({ cost, price }) => (
            <li key={cost} className="figures flex flex-wrap items-baseline gap-x-2 text-base">
              <span className="text-ink-2">a cost of {cost}</span>
              <span>
                is sold for <strong className="font-semibold">{price}</strong>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-1 text-base">A number is missing, so no price can be shown.</p>
      )}
    </div>
  );
}
