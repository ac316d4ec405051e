"use client";

import { memo, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { Skeleton } from "@/components/ui/skeleton";
import type { SearchRow, SearchState } from "@/lib/search/views";
import { PremiumConsent } from "./premium-consent";
import { RowAction, type RowActions } from "./row-action";
import { StateBadge } from "./state-badge";

const priced: ReadonlySet<SearchState> = new Set([
  "available",
  "restricted",
  "premium",
  "in_cart",
  "unasked",
  "unknown",
]);

function Prices({ row, state }: { row: SearchRow; state: SearchState }) {
  if (state === "checking")
    return (
      <>
        <span className="flex h-6 items-center md:justify-end">
          <Skeleton className="h-4 w-20" />
        </span>
        <span className="hidden h-6 items-center justify-end md:flex">
          <Skeleton className="h-4 w-16" />
        </span>
      </>
    );
  if (!priced.has(state) || !row.price) return <span className="col-span-2" />;
  const { price } = row;
  const quiet = state === "unasked" || state === "unknown";
  return (
    <>
      <span className={classNames("animate-settle text-base md:text-right", quiet && "text-ink-3")}>
        <Price amountMinor={price.firstTermMinor} currency={price.currency} />
        {price.minYears > 1 && <span className="text-sm text-ink-3"> for {price.minYears} years</span>}
      </span>
      <span className="animate-settle text-sm text-ink-3 md:text-right md:text-base">
        <span className="md:hidden">then </span>
        <Price amountMinor={price.renewMinor} currency={price.currency} />
      </span>
    </>
  );
}

/** One name of the list: name, state, first-year and renewal price side by side, and the one thing to do. */
export const ResultRow = memo(function ResultRow({
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
  const muted = state === "taken" || state === "reserved" || state === "not_sold";
  return (
    <li
      data-row={row.name}
      tabIndex={-1}
      className={classNames(
        "grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line py-2 outline-offset-[-2px]",
        "md:grid-cols-[minmax(0,1fr)_9rem_8rem_8.5rem]",
        state === "in_cart" && "bg-brass-wash/60 -mx-3 px-3",
      )}
    >
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        {row.line !== null && <span className="figures w-6 text-xs text-ink-3">{row.line}</span>}
        <Name ascii={row.name} size="md" muted={muted} />
        <StateBadge row={row} state={state} />
        {state === "premium" && row.price && (
          <span className="w-full">
            <PremiumConsent price={row.price} understood={understood} onChange={setUnderstood} />
          </span>
        )}
        {state === "unknown" && row.note && <span className="w-full text-sm text-ink-3">{row.note}</span>}
      </span>
      <span className="col-start-1 row-start-2 flex flex-wrap items-baseline gap-x-3 md:contents">
        <Prices row={row} state={state} />
      </span>
      <span className="col-start-2 row-span-2 row-start-1 flex min-h-8 justify-end md:col-start-4 md:row-span-1">
        <RowAction row={row} state={state} busy={busy} understood={understood} actions={actions} />
      </span>
    </li>
  );
});
