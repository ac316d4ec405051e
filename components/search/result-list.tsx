"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { isBuyable } from "@/lib/search/filter-results";
import type { SearchRow } from "@/lib/search/views";
import { ResultRow } from "./result-row";
import type { RowActions } from "./row-action";
import { stateInCart } from "./row-state";

/** Rows of a search, some first and the rest on scroll or by the button. */
export function ResultList({
  title,
  rows,
  shown,
  inCart,
  pending,
  actions,
  onMore,
}: {
  title: string;
  rows: SearchRow[];
  shown: number;
  inCart: ReadonlySet<string>;
  pending: ReadonlySet<string>;
  actions: RowActions;
  onMore: () => void;
}) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  const left = Math.max(0, rows.length - shown);
  useEffect(() => {
    const node = end.current;
    if (!node || left === 0) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && more.current(),
      {
        rootMargin: "120px",
      },
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, [left]);
  const answered = rows.filter((row) => row.state !== "checking" && row.state !== "unasked");
  const free = rows.filter((row) => isBuyable(row) || row.state === "in_cart").length;
  return (
    <section aria-label={title}>
      <div className="flex items-baseline justify-between gap-4 border-b border-line pb-2 text-xs text-ink-3 md:grid md:gap-x-4 md:grid-cols-[minmax(0,1fr)_9rem_8rem_8.5rem]">
        <h2 className="text-base font-semibold text-ink">{title}</h2>
        <span aria-hidden="true" className="hidden text-right md:block">
          First year
        </span>
        <span aria-hidden="true" className="hidden text-right md:block">
          Later years
        </span>
        <output aria-live="polite" className="figures text-right">
          {free} of {answered.length} available
        </output>
      </div>
      <ul>
        {rows.slice(0, shown).map((row) => (
          <ResultRow
            key={`${row.section}-${row.line ?? ""}-${row.name}`}
            row={row}
            state={stateInCart(row, inCart)}
            busy={pending.has(row.name)}
            actions={actions}
          />
        ))}
      </ul>
      <div ref={end} className="flex min-h-14 items-center justify-center pt-4">
        {left > 0 && (
          <Button size="sm" onClick={onMore}>
            Show {Math.min(20, left)} more of {left}
          </Button>
        )}
      </div>
    </section>
  );
}
