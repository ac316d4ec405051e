"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatDay } from "@/components/ui/format-moment";
import { Notice } from "@/components/ui/notice";
import { Price } from "@/components/ui/price";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import type { RenewalQuote } from "@/lib/renewals/renewal-quote";

const yearsOf = (years: number) => `${years} ${years === 1 ? "year" : "years"}`;

/** The terms there are, each with its price and how far it leads; the button says what it costs. */
export function RenewForm({ quote, action }: { quote: RenewalQuote; action: FormAction<unknown> }) {
  const [years, setYears] = useState(quote.terms[0]?.years ?? 1);
  const chosen = quote.terms.find((term) => term.years === years) ?? quote.terms[0];
  const verb = quote.phase === "redemption" ? "Restore" : "Renew";
  return (
    <SendingForm action={action} className="space-y-4 outline-none">
      {({ busy, message, errors }) => (
        <>
          <input type="hidden" name="domainId" value={quote.domainId} />
          <fieldset>
            <legend className="sr-only">For how long</legend>
            {quote.terms.map((term) => (
              <label
                key={term.years}
                className="flex min-h-11 items-center gap-3 border-b border-line text-base has-checked:font-medium"
              >
                <input
                  type="radio"
                  name="years"
                  value={term.years}
                  checked={term.years === years}
                  onChange={() => setYears(term.years)}
                  className="size-4 accent-[var(--ink)]"
                />
                {yearsOf(term.years)}
                <span className="text-sm font-normal text-ink-3">about to {formatDay(term.until)}</span>
                <Price amountMinor={term.priceMinor} currency={quote.currency} className="ml-auto" />
              </label>
            ))}
            {errors.years && <p className="mt-2 text-sm text-danger">{errors.years}</p>}
          </fieldset>
          {message && (
            <Notice tone="danger" role="alert">
              {message}
            </Notice>
          )}
          {chosen && (
            <>
              <p className="text-sm text-ink-3">
                {chosen.totalMinor === chosen.priceMinor
                  ? `${quote.taxNote}.`
                  : `${formatMoney(chosen.totalMinor, quote.currency)} with tax.`}{" "}
                The new date is the registry's, read back once it is done.
              </p>
              <Button type="submit" look="primary" wide busy={busy}>
                {verb} {displayName(quote.nameAscii)} for {formatMoney(chosen.totalMinor, quote.currency)}
              </Button>
            </>
          )}
        </>
      )}
    </SendingForm>
  );
}
