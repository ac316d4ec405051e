"use client";

import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { type Choice, Select, Switch, TextField } from "@/components/ui/field";
import { fractionDigits } from "@/lib/kernel/money";
import type { SearchFilters } from "@/lib/search/filter-results";

function toMinorOrNull(typed: string, currency: string): number | null {
  const value = Number(typed.replace(",", "."));
  return typed.trim() === "" || !Number.isFinite(value) || value < 0
    ? null
    : Math.round(value * 10 ** fractionDigits(currency));
}

/** Price ceilings, shelves, length, and what to hide. Everything counts at once. */
export function FilterPanel({
  filters,
  groups,
  currency,
  version,
  onChange,
  onReset,
}: {
  filters: SearchFilters;
  groups: Choice[];
  currency: string;
  /** Grows when filters were changed from outside, so that the fields show them. */
  version: number;
  onChange: (filters: SearchFilters) => void;
  onReset: () => void;
}) {
  const set = (change: Partial<SearchFilters>) => onChange({ ...filters, ...change });
  const shown = (minor: number | null) => (minor === null ? "" : String(minor / 10 ** fractionDigits(currency)));
  return (
    <div id="filters" className="animate-settle rounded-lg border border-line bg-surface p-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <TextField
          key={`first-${version}`}
          name="maxRegister"
          label={`First year at most (${currency})`}
          required={false}
          inputMode="decimal"
          defaultValue={shown(filters.maxRegisterMinor)}
          onChange={(event) => set({ maxRegisterMinor: toMinorOrNull(event.target.value, currency) })}
        />
        <TextField
          key={`renew-${version}`}
          name="maxRenew"
          label={`Later years at most (${currency})`}
          required={false}
          inputMode="decimal"
          defaultValue={shown(filters.maxRenewMinor)}
          onChange={(event) => set({ maxRenewMinor: toMinorOrNull(event.target.value, currency) })}
        />
        <TextField
          key={`length-${version}`}
          name="maxLength"
          label="Letters at most"
          required={false}
          inputMode="numeric"
          defaultValue={filters.maxLength ?? ""}
          onChange={(event) => {
            const length = Number.parseInt(event.target.value, 10);
            set({ maxLength: Number.isInteger(length) && length > 0 ? length : null });
          }}
        />
        <Select
          name="sort"
          label="Order"
          value={filters.sort}
          onChange={(event) => set({ sort: event.target.value as SearchFilters["sort"] })}
          choices={[
            { value: "relevance", label: "As we would choose" },
            { value: "price", label: "Cheapest first year" },
            { value: "renewal", label: "Cheapest renewal" },
          ]}
        />
      </div>
      <fieldset className="mt-5">
        <legend className="mb-2 text-sm font-medium">Endings</legend>
        <div className="flex flex-wrap gap-2">
          {groups.map((group) => {
            const on = filters.groups.includes(group.value);
            return (
              <button
                key={group.value}
                type="button"
                aria-pressed={on}
                onClick={() =>
                  set({
                    groups: on
                      ? filters.groups.filter((entry) => entry !== group.value)
                      : [...filters.groups, group.value],
                  })
                }
                className={classNames(
                  "h-8 rounded-md border px-3 text-sm transition-colors",
                  on ? "border-ink bg-ink text-paper" : "border-line text-ink-2 hover:border-edge hover:text-ink",
                )}
              >
                {group.label}
              </button>
            );
          })}
        </div>
      </fieldset>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Switch checked={filters.hideTaken} onChange={(event) => set({ hideTaken: event.target.checked })}>
            Hide taken names
          </Switch>
          <Switch checked={filters.hidePremium} onChange={(event) => set({ hidePremium: event.target.checked })}>
            Hide premium names
          </Switch>
        </div>
        <Button size="sm" look="quiet" onClick={onReset}>
          Reset
        </Button>
      </div>
    </div>
  );
}
