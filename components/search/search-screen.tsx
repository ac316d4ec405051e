"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useCart } from "@/components/cart/cart-context";
import { MiniCart } from "@/components/cart/mini-cart";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { Choice } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { displayParts } from "@/lib/kernel/display-name";
import {
  activeFilters,
  defaultFilters,
  filterResults,
  isBuyable,
  relaxations,
  type SearchFilters,
} from "@/lib/search/filter-results";
import type { SearchRow } from "@/lib/search/views";
import { ExactCard } from "./exact-card";
import { FilterPanel } from "./filter-panel";
import { RefusedLines } from "./refused-lines";
import { ResultList } from "./result-list";
import type { RowActions } from "./row-action";
import { stateInCart } from "./row-state";
import { SearchField } from "./search-field";
import { SearchSkeleton } from "./search-skeleton";
import { SuggestionCard } from "./suggestion-card";
import { useSearch } from "./use-search";
import { useSearchKeys } from "./use-search-keys";

const firstRows = 10;
const moreRows = 20;
const longestInUrl = 1500;

const filterWords: Record<string, string> = {
  maxRegisterMinor: "the price limit of the first year",
  maxRenewMinor: "the price limit of later years",
  groups: "the choice of endings",
  maxLength: "the limit of letters",
  hidePremium: "the hiding of premium names",
  hideTaken: "the hiding of taken names",
};

function useQueryInUrl(): (query: string) => void {
  return useCallback((query: string) => {
    const url = new URL(window.location.href);
    url.search = "";
    if (query.trim() !== "" && query.length <= longestInUrl) url.searchParams.set("q", query);
    window.history.replaceState(window.history.state, "", url);
  }, []);
}

/** The front page: one field, and under it everything that is known so far. */
export function SearchScreen({
  initialQuery,
  groups,
  currency,
  now,
  hero,
  idle,
}: {
  initialQuery: string;
  groups: Choice[];
  currency: string;
  now: string;
  /** Above the field while nothing is searched. */
  hero: ReactNode;
  /** Below the field while nothing is searched. */
  idle: ReactNode;
}) {
  const { cart, pending, add, remove } = useCart();
  const { view, search, askNames } = useSearch();
  const [query, setQuery] = useState(initialQuery);
  const [filters, setFilters] = useState<SearchFilters>(defaultFilters);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [version, setVersion] = useState(0);
  const [shown, setShown] = useState(firstRows);
  const [cartOpen, setCartOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const writeUrl = useQueryInUrl();

  const run = useCallback(
    (text: string) => {
      setShown(firstRows);
      writeUrl(text);
      void search(text);
    },
    [search, writeUrl],
  );
  useEffect(() => {
    if (initialQuery) run(initialQuery);
    else if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [initialQuery, run]);

  const inCart = useMemo(() => new Set(cart.lines.map((line) => line.nameAscii)), [cart.lines]);
  const actions = useMemo<RowActions>(
    () => ({
      add: (row, consent) => add(row.name, consent),
      remove: (name) => {
        const line = cart.lines.find((entry) => entry.nameAscii === name);
        if (line) remove(line);
      },
      again: (name) => void askNames([name]),
    }),
    [add, remove, askNames, cart.lines],
  );

  const exact = view.rows.find((row) => row.section === "exact");
  const suggestions = useMemo(
    () =>
      filterResults(
        view.rows.filter((row) => row.section === "suggestion"),
        { ...filters, groups: [] },
      ).slice(0, 3),
    [view.rows, filters],
  );
  const listed = useMemo(
    () =>
      filterResults(
        view.rows.filter((row) => row.section === "list"),
        filters,
      ),
    [view.rows, filters],
  );

  // Rows that come into view and were never asked for are asked now.
  const unasked = useMemo(
    () =>
      listed
        .slice(0, shown)
        .filter((row) => row.state === "unasked")
        .map((row) => row.name)
        .join(" "),
    [listed, shown],
  );
  useEffect(() => {
    if (view.phase === "done" && unasked !== "") void askNames(unasked.split(" "));
  }, [view.phase, unasked, askNames]);

  const keys = useMemo(
    () => ({
      field: () => field.current,
      add: (name: string) => {
        const row = view.rows.find((entry) => entry.name === name);
        if (row && isBuyable(row) && row.state !== "premium" && !inCart.has(name)) actions.add(row);
      },
      remove: actions.remove,
      cart: () => setCartOpen(true),
      filters: () => setFiltersOpen((open) => !open),
    }),
    [view.rows, inCart, actions],
  );
  useSearchKeys(keys);

  const active = activeFilters(filters).length;
  const isList = view.mode === "list";
  // A label that could pass for another is shown as the registries write it, here as everywhere.
  const shownLabel = listed[0] ? displayParts(listed[0].name).label : view.label;
  const idleNow = view.phase === "idle" && query.trim() === "";
  const setFromOutside = (next: SearchFilters) => {
    setFilters(next);
    setVersion((before) => before + 1);
  };
  const names = view.rows.filter((row) => row.line !== null).length;
  return (
    <>
      <div className={classNames("transition-[padding] duration-150", idleNow ? "pt-10 md:pt-20" : "pt-2 md:pt-6")}>
        {idleNow ? hero : <h1 className="sr-only">Search a name</h1>}
        <SearchField
          ref={field}
          value={query}
          busy={view.phase === "asking" || view.phase === "answering"}
          onChange={setQuery}
          onSearch={run}
        />
      </div>
      {idleNow && idle}
      {!idleNow && view.rows.length === 0 && !view.invalid && !view.failure && <SearchSkeleton />}
      {!idleNow && view.invalid && (
        <div className="mt-6">
          <Notice
            tone="attention"
            role="status"
            action={
              view.invalid.suggestion && (
                <Button
                  size="sm"
                  onClick={() => {
                    setQuery(view.invalid?.suggestion ?? "");
                    run(view.invalid?.suggestion ?? "");
                  }}
                >
                  Search {view.invalid.suggestion}
                </Button>
              )
            }
          >
            {view.invalid.message}
          </Notice>
        </div>
      )}
      {view.failure && (
        <div className="mt-6">
          <Notice
            tone="danger"
            role="alert"
            action={
              <Button size="sm" onClick={() => run(query)}>
                Search again
              </Button>
            }
          >
            {view.failure}
          </Notice>
        </div>
      )}
      {!idleNow && !view.invalid && view.rows.length > 0 && (
        <div className={classNames("mt-6 space-y-6", view.phase === "asking" && "opacity-60 transition-opacity")}>
          {view.note && <p className="text-base text-ink-2">{view.note}</p>}
          {isList && (
            <p className="text-base text-ink-2">
              <span className="figures">{names}</span> {names === 1 ? "name" : "names"}
              {view.refused.length > 0 && ` · ${view.refused.length} not valid`}
            </p>
          )}
          {exact && (
            <ExactCard
              row={exact}
              state={stateInCart(exact, inCart)}
              busy={pending.has(exact.name)}
              primary={cart.lines.length === 0}
              actions={actions}
            />
          )}
          {!isList && (
            <ul aria-label="Suggestions" className="grid min-h-[8.5rem] gap-3 md:grid-cols-3">
              {suggestions.map((row) => (
                <SuggestionCard
                  key={row.name}
                  row={row}
                  state={stateInCart(row, inCart)}
                  busy={pending.has(row.name)}
                  actions={actions}
                />
              ))}
            </ul>
          )}
          {isList && (
            <RefusedLines
              lines={view.refused}
              onUse={(line) => {
                const fixed = query
                  .split("\n")
                  .map((text, index) =>
                    index + 1 === line.line ? text.replace(line.text, line.suggestion ?? "") : text,
                  )
                  .join("\n");
                setQuery(fixed);
                run(fixed);
              }}
            />
          )}
          <div>
            <div className="mb-3 flex justify-end">
              <Button
                size="sm"
                aria-expanded={filtersOpen}
                aria-controls="filters"
                onClick={() => setFiltersOpen((open) => !open)}
              >
                <Icon name="filter" size={14} />
                Filters
                {active > 0 && <span className="figures text-brass-ink">{active}</span>}
              </Button>
            </div>
            {filtersOpen && (
              <div className="mb-5">
                <FilterPanel
                  filters={filters}
                  groups={groups}
                  currency={currency}
                  version={version}
                  onChange={setFilters}
                  onReset={() => setFromOutside(defaultFilters)}
                />
              </div>
            )}
            {listed.length > 0 ? (
              <ResultList
                title={isList ? "Your list" : `${shownLabel} under every ending`}
                rows={listed}
                shown={isList ? Number.POSITIVE_INFINITY : shown}
                inCart={inCart}
                pending={pending}
                actions={actions}
                onMore={() => setShown((before) => before + moreRows)}
              />
            ) : (
              <NothingLeft rows={view.rows} filters={filters} done={view.phase === "done"} onChange={setFromOutside} />
            )}
          </div>
        </div>
      )}
      <MiniCart now={now} open={cartOpen} onOpen={() => setCartOpen(true)} onClose={() => setCartOpen(false)} />
    </>
  );
}

function NothingLeft({
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
