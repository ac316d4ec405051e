import { TimeOfDay } from "@/components/ui/moment";
import { Price } from "@/components/ui/price";
import type { MoneyView } from "@/lib/orders/views";
import { type MoneyPart, moneyParts } from "./money-parts";

const looks: Record<MoneyPart["key"], { label: string; fill: string }> = {
  captured: { label: "Captured", fill: "fill-ok" },
  held: { label: "Held", fill: "fill-brass" },
  refunded: { label: "Refunded", fill: "fill-progress" },
  released: { label: "Released", fill: "fill-line" },
};

/** Held, captured and released as one bar to scale, each labelled directly, and the bottom line: what was charged. */
export function MoneyStrip({ money }: { money: MoneyView }) {
  const { totalMinor, parts } = moneyParts(money);
  let from = 0;
  const bars = parts.map((part) => {
    const share = (part.amountMinor / totalMinor) * 100;
    from += share;
    return { ...part, from: from - share, share };
  });
  return (
    <section aria-label="Your money" className="rounded-lg border border-line bg-surface p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-base font-semibold">Your money</h2>
        <p className="text-base">
          Charged: <Price amountMinor={money.chargedMinor} currency={money.currency} className="font-semibold" />
          {money.card && (
            <span className="text-ink-3">
              {" "}
              · <span className="inline-block first-letter:uppercase">{money.card.brand}</span>{" "}
              <span className="figures">···· {money.card.last4}</span>
            </span>
          )}
        </p>
      </div>
      <svg width="100%" height="12" className="mt-4 overflow-visible" aria-hidden="true">
        <rect width="100%" height="12" rx="3" className="fill-sunken stroke-line" />
        {bars.map((bar) => (
          <rect
            key={bar.key}
            x={`${bar.from}%`}
            width={`${bar.share}%`}
            height="12"
            rx="3"
            className={`${looks[bar.key].fill} stroke-surface`}
            strokeWidth="1.5"
          />
        ))}
      </svg>
      <ul className="mt-3 flex min-h-10 flex-wrap gap-x-8 gap-y-2">
        {bars.map((bar) => {
          const at = bar.key === "held" ? money.heldAt : money.settledAt;
          return (
            <li key={bar.key} className="text-sm">
              <span className="flex items-center gap-2 text-ink-2">
                <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                  <rect width="10" height="10" rx="2" className={`${looks[bar.key].fill} stroke-edge`} />
                </svg>
                {looks[bar.key].label}
                {at && <TimeOfDay iso={at} />}
              </span>
              <Price amountMinor={bar.amountMinor} currency={money.currency} className="text-base font-medium" />
            </li>
          );
        })}
        {bars.length === 0 && <li className="text-sm text-ink-3">Nothing is held and nothing is charged.</li>}
      </ul>
    </section>
  );
}
