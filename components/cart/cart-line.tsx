"use client";

import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Switch, Tick } from "@/components/ui/field";
import { formatDay } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { Price } from "@/components/ui/price";
import { Stepper } from "@/components/ui/stepper";
import { displayParts } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import type { CartLineView } from "@/lib/orders/views";
import { useCart } from "./cart-context";

/** The day a name bought now runs out. */
export function renewalDay(now: string, years: number): string {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return formatDay(date.toISOString());
}

function Choices({ line, currency, now }: { line: CartLineView; currency: string; now: string }) {
  const { change, pending } = useCart();
  const busy = pending.has(line.id);
  const day = renewalDay(now, line.years);
  return (
    <div className="mt-3 space-y-2 text-ink-2">
      <Switch
        checked={line.autoRenew}
        disabled={busy}
        onChange={(event) => change({ lineId: line.id, autoRenew: event.target.checked })}
      >
        {line.autoRenew
          ? `Renews on ${day} for ${formatMoney(line.renewPriceMinor, currency)}. Change any time.`
          : `Ends on ${day} unless you renew it. Change any time.`}
      </Switch>
      {line.privacyPossible ? (
        <Switch
          checked={line.privacy}
          disabled={busy}
          onChange={(event) => change({ lineId: line.id, privacy: event.target.checked })}
        >
          {line.privacy
            ? "Your address stays out of the public register."
            : "Your address is shown in the public register."}
        </Switch>
      ) : (
        <p className="flex gap-2 text-base">
          <Icon name="info" className="mt-1 text-ink-3" />
          The .{line.tld} registry decides itself what it shows of you.
        </p>
      )}
    </div>
  );
}

/** One name in the cart: term, price, renewal in words, and whatever keeps it from being ordered. */
export function CartLine({
  line,
  currency,
  now,
  obstacle,
}: {
  line: CartLineView;
  currency: string;
  now: string;
  obstacle?: string;
}) {
  const { change, remove, pending } = useCart();
  const busy = pending.has(line.id);
  const { label, text } = displayParts(line.nameAscii);
  return (
    <li className={classNames("py-5 transition-opacity", busy && "opacity-70")} aria-busy={busy || undefined}>
      <div className="flex items-start justify-between gap-4">
        <Name
          ascii={line.nameAscii}
          size="md"
          muted={!line.available}
          className={line.available ? "" : "line-through"}
        />
        <div className="text-right">
          {line.previousPriceMinor !== null && line.available && (
            <Price
              amountMinor={line.previousPriceMinor}
              currency={currency}
              struck
              className="mr-2 text-sm text-ink-3"
            />
          )}
          <Price amountMinor={line.priceMinor} currency={currency} className="text-base font-medium" />
          <p className="text-sm text-ink-3">
            then <Price amountMinor={line.renewPriceMinor} currency={currency} /> a year
          </p>
        </div>
      </div>
      {line.available ? (
        <>
          <div className="mt-3 flex items-center justify-between gap-4">
            <Stepper
              label={`Years for ${text}`}
              value={line.years}
              min={line.minYears}
              max={line.maxYears}
              unit={["year", "years"]}
              disabled={busy}
              onChange={(years) => change({ lineId: line.id, years })}
            />
            <Button size="sm" look="quiet" onClick={() => remove(line)} aria-label={`Remove ${text}`}>
              Remove
            </Button>
          </div>
          {line.minYears > 1 && line.years === line.minYears && (
            <p className="mt-1 text-sm text-ink-3">
              The .{line.tld} registry sells {line.minYears} to {line.maxYears} years at a time.
            </p>
          )}
          <Choices line={line} currency={currency} now={now} />
          {line.previousPriceMinor !== null && (
            <div className="mt-3">
              <Notice
                tone="attention"
                role="status"
                action={
                  <Button size="sm" busy={busy} onClick={() => change({ lineId: line.id, acceptPrice: true })}>
                    Accept {formatMoney(line.priceMinor, currency)}
                  </Button>
                }
              >
                The price was {formatMoney(line.previousPriceMinor, currency)} and is now{" "}
                {formatMoney(line.priceMinor, currency)}. Nothing is charged before you accept it.
              </Notice>
            </div>
          )}
          {line.premium && (
            <Tick
              className="mt-3"
              checked={line.premiumConsent}
              disabled={busy}
              onChange={(event) => change({ lineId: line.id, premiumConsent: event.target.checked })}
            >
              Premium name: I understand it renews at {formatMoney(line.renewPriceMinor, currency)} a year.
            </Tick>
          )}
          {obstacle && line.previousPriceMinor === null && !(line.premium && !line.premiumConsent) && (
            <p className="mt-3 flex gap-2 text-sm text-attention">
              <Icon name="alert" size={14} className="mt-[3px]" />
              {obstacle}
            </p>
          )}
        </>
      ) : (
        <div className="mt-3">
          <Notice
            tone="danger"
            action={
              <>
                <a className="link self-center text-base" href={`/?q=${encodeURIComponent(label)}`}>
                  Names like {label}
                </a>
                <Button size="sm" onClick={() => remove(line)} aria-label={`Remove ${text}`}>
                  Remove
                </Button>
              </>
            }
          >
            {obstacle ?? `${text} was taken by someone else since you added it. Nothing was charged for it.`}
          </Notice>
        </div>
      )}
    </li>
  );
}
