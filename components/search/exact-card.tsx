"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { SearchRow, SearchState } from "@/lib/search/views";
import { PremiumConsent } from "./premium-consent";
import { priceLines } from "./price-lines";
import { RowAction, type RowActions } from "./row-action";
import { StateBadge } from "./state-badge";

const sentences: Partial<Record<SearchState, string>> = {
  taken: "Somebody else holds this name. Names near it are below.",
  owned: "You hold this name already.",
  not_sold: "We do not sell this ending. The same name under others is below.",
  reserved: "The registry keeps this name back.",
};

function Facts({ row, state }: { row: SearchRow; state: SearchState }) {
  if (state === "checking")
    return (
      <div className="space-y-2 pt-1">
        <Skeleton className="h-5 w-44" />
        <Skeleton className="h-4 w-32" />
      </div>
    );
  const sentence = row.note ?? sentences[state];
  if (!row.price || state === "taken" || state === "owned" || state === "not_sold" || state === "reserved")
    return <p className="text-base text-ink-2">{sentence}</p>;
  const { first, later } = priceLines(row.price);
  return (
    <div className="animate-settle">
      <p className="figures text-lg font-medium">{first}</p>
      <p className="figures text-base text-ink-2">{later ?? "The same price every year"}</p>
      {state === "unknown" && <p className="mt-1 text-sm text-attention">{sentence}</p>}
    </div>
  );
}

/** The very name that was asked for, large, with what it costs now and later. */
export function ExactCard({
  row,
  state,
  busy,
  primary,
  actions,
}: {
  row: SearchRow;
  state: SearchState;
  busy: boolean;
  primary: boolean;
  actions: RowActions;
}) {
  const [understood, setUnderstood] = useState(false);
  const included = [
    row.privacy ? "your address kept private" : null,
    "DNS",
    row.httpsOnly ? "https only" : null,
  ].filter(Boolean);
  const sold = state === "available" || state === "restricted" || state === "premium" || state === "in_cart";
  return (
    <section
      aria-label={row.unicode}
      data-row={row.name}
      tabIndex={-1}
      className="rounded-lg border border-line bg-surface p-5 outline-offset-0 md:p-8"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="min-w-0 max-w-full">
          <Name ascii={row.name} size="hero" muted={state === "taken"} />
        </h2>
        <StateBadge row={row} state={state} />
      </div>
      <div className="mt-4 flex flex-col justify-between gap-x-6 gap-y-4 sm:flex-row sm:items-end">
        <div className="min-h-[3.25rem] min-w-0">
          <Facts row={row} state={state} />
          {state === "premium" && row.price && (
            <div className="mt-2">
              <PremiumConsent price={row.price} understood={understood} onChange={setUnderstood} />
            </div>
          )}
        </div>
        <div className="flex min-h-12 items-center">
          <RowAction
            row={row}
            state={state}
            busy={busy}
            size="lg"
            primary={primary}
            understood={understood}
            actions={actions}
          />
        </div>
      </div>
      {sold && (
        <p className="mt-4 flex flex-wrap items-center gap-x-2 border-t border-line pt-4 text-sm text-ink-3">
          <Icon name="check" size={14} className="text-ok" />
          Included: {included.join(" · ")}
          {row.httpsOnly && <span>(browsers open .{row.tld} names over https alone)</span>}
        </p>
      )}
      {row.warning && (
        <div className="mt-4">
          <Notice tone="attention">{row.warning}</Notice>
        </div>
      )}
    </section>
  );
}
