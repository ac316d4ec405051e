"use client";

import { useState } from "react";
import { Name } from "@/components/ui/name";
import type { SearchRow, SearchState } from "@/lib/search/views";
import { PremiumConsent } from "./premium-consent";
import { priceLines } from "./price-lines";
import { RowAction, type RowActions } from "./row-action";

/** A name that was not asked for, with the reason it is shown. */
export function SuggestionCard({
  row,
  state,
  busy,
  actions,
}: {
  row: SearchRow;
  state: SearchState;
  busy: boolean;
  actions: RowActions;
}) {
  const [understood, setUnderstood] = useState(false);
  const price = row.price ? priceLines(row.price) : null;
  return (
    <li
      data-row={row.name}
      tabIndex={-1}
      className="flex animate-settle flex-col justify-between gap-4 rounded-lg border border-line bg-surface p-4 outline-offset-0"
    >
      <div className="min-w-0">
        {row.reason && <p className="mb-1 text-sm text-brass-ink first-letter:uppercase">{row.reason}</p>}
        <Name ascii={row.name} size="md" />
        {state === "premium" && row.price && (
          <div className="mt-2">
            <PremiumConsent price={row.price} understood={understood} onChange={setUnderstood} />
          </div>
        )}
      </div>
      <div className="flex items-end justify-between gap-3">
        <p className="figures text-sm text-ink-2">
          {price?.first}
          {price?.later && <span className="block text-ink-3">{price.later}</span>}
        </p>
        <RowAction row={row} state={state} busy={busy} understood={understood} actions={actions} />
      </div>
    </li>
  );
}
