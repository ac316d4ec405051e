"use client";

import { Button } from "@/components/ui/button";
import { defaultFilters, relaxations, type SearchFilters } from "@/lib/search/filter-results";
import type { SearchRow } from "@/lib/search/views";

const filterWords: Record<string, string> = {
  maxRegisterMinor: "the price limit of the first year",
  maxRenewMinor: "the price limit of later years",
  groups: "the choice of endings",
  maxLength: "the limit of letters",
  hidePremium: "the hiding of premium names",
  hideTaken: "the hiding of taken names",
};

/** When the filters leave no row: which of them to take away, and what that would show. */
export function NothingLeft({
  rows,
  filters,
  done,
  onChange,
}: {
  rows: SearchRow[];
  filters: SearchFilters;
  done: boolean;
  onChange: (filters: SearchFilters) => void;
}) {
  const ways = relaxations(rows, filters).slice(0, 2);
  if (!done || rows.every((row) => row.section !== "list")) return null;
  return (
    <div className="rounded-lg border border-dashed border-line px-6 py-10 text-center">
      <p className="display text-xl">Nothing is left with these filters.</p>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {filters.hideTaken && (
          <Button size="sm" onClick={() => onChange({ ...filters, hideTaken: false })}>
            Show taken names
          </Button>
        )}
        {ways.map(({ filter, shows }) => (
          <Button key={filter} size="sm" onClick={() => onChange({ ...filters, [filter]: defaultFilters[filter] })}>
            Without {filterWords[filter]}: {shows}
          </Button>
        ))}
        <Button size="sm" look="quiet" onClick={() => onChange(defaultFilters)}>
          Reset all
        </Button>
      </div>
    </div>
  );
}
