"use client";

import { useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { SendingForm } from "@/components/ui/sending-form";
import { formatAmount } from "@/lib/kernel/money";
import { type SayingAction, saying } from "./saying";

/** Price, cost and margin of one action of one ending. The price is set by hand where it stands: Enter keeps it, Escape does not. */
export function PriceCell({
  tld,
  priceAction,
  label,
  currency,
  priceMinor,
  costMinor,
  costCurrency,
  margin,
  byHandMinor,
  save,
}: {
  tld: string;
  priceAction: string;
  /** Such as `Price to renew .de`. */
  label: string;
  currency: string;
  priceMinor: number | null;
  costMinor: number | null;
  costCurrency: string;
  margin: { minor: number; percent: number } | null;
  /** What was set by hand; null where the markup makes the price. */
  byHandMinor: number | null;
  save: SayingAction;
}) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!editing) return;
    field.current?.focus();
    field.current?.select();
  }, [editing]);
  const close = () => {
    setEditing(false);
    // The button comes back with the next paint.
    requestAnimationFrame(() => button.current?.focus());
  };
  if (costMinor === null) {
    return (
      <span className="block text-sm text-ink-3 md:text-right" title="The registrar's price list does not have it">
        not offered
      </span>
    );
  }
  return (
    <div className="md:text-right">
      {editing ? (
        <SendingForm action={saying(save)} className="outline-none" onDone={close}>
          {({ busy, errors, message, values }) => (
            <>
              <input type="hidden" name="tld" value={tld} />
              <input type="hidden" name="action" value={priceAction} />
              <input
                ref={field}
                name="amount"
                aria-label={`${label}, in ${currency}; empty for the markup`}
                aria-invalid={message ? true : undefined}
                inputMode="decimal"
                autoComplete="off"
                readOnly={busy}
                defaultValue={
                  values.amount ?? (byHandMinor === null ? "" : formatAmount(byHandMinor, currency).replaceAll(",", ""))
                }
                placeholder={priceMinor === null ? "markup" : formatAmount(priceMinor, currency)}
                onKeyDown={(event) => {
                  event.stopPropagation();
                  if (event.key === "Escape") close();
                }}
                className="figures h-8 w-20 rounded-sm border border-edge bg-surface px-2 text-right text-base focus-visible:outline-offset-0 aria-invalid:border-danger"
              />
              <span className="mt-1 flex gap-1 md:justify-end">
                <button type="submit" aria-label="Keep this price" className={mini}>
                  <Icon name="check" size={14} />
                </button>
                <button type="button" aria-label="Leave the price" onClick={close} className={mini}>
                  <Icon name="cross" size={14} />
                </button>
              </span>
              {message && (
                <p role="alert" className="mt-1 w-28 text-left text-xs text-danger">
                  {errors.amount ?? message}
                </p>
              )}
            </>
          )}
        </SendingForm>
      ) : (
        <button
          ref={button}
          type="button"
          onClick={() => setEditing(true)}
          aria-label={`${label}: ${priceMinor === null ? "none" : formatAmount(priceMinor, currency)}${byHandMinor === null ? "" : ", set by hand"}. Change it`}
          className="figures inline-flex h-7 max-md:-ml-1.5 md:-mr-1.5 items-center gap-1.5 rounded-sm px-1.5 text-base font-medium hover:bg-sunken"
        >
          {byHandMinor !== null && <Icon name="edit" size={12} className="text-brass-ink" />}
          {priceMinor === null ? (
            <span className="font-normal text-ink-3">none</span>
          ) : (
            formatAmount(priceMinor, currency)
          )}
        </button>
      )}
      <span className="figures block text-xs whitespace-nowrap text-ink-3">
        cost {formatAmount(costMinor, costCurrency)}
        {costCurrency !== currency && ` ${costCurrency}`}
      </span>
      {margin && (
        <span
          className={classNames(
            "figures block text-xs whitespace-nowrap",
            margin.minor < 0 ? "font-medium text-danger" : margin.minor === 0 ? "text-attention" : "text-ok",
          )}
        >
          {margin.minor < 0 ? "loss " : "+"}
          {formatAmount(Math.abs(margin.minor), currency)} · {margin.percent} %
        </span>
      )}
    </div>
  );
}

const mini = "grid size-6 place-items-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink";
