"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useCart } from "@/components/cart/cart-context";
import { MiniCart } from "@/components/cart/mini-cart";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { Choice } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { displayParts } from "@/lib/kernel/display-name";
import {
  activeFilters,
  defaultFilters,
  filterResults,
  isBuyable,
  type SearchFilters,
} from "@/lib/search/filter-results";
import { BestMatches, withLineMended } from "./best-matches";
import { FilterPanel } from "./filter-panel";
import { NothingLeft } from "./nothing-left";
import { ResultList } from "./result-list";
import type { RowActions } from "./row-action";
import { SearchField } from "./search-field";
import { SearchRemarks } from "./search-remarks";
import { SearchSkeleton } from "./search-skeleton";
import { useSearch } from "./use-search";
import { useSearchKeys } from "./use-search-keys";

const firstRows = 10;
const moreRows = 20;
const longestInUrl = 1500;

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
  const searchFor = (text: string) => {
    setQuery(text);
    run(text);
  };
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
      {!idleNow && <SearchRemarks view={view} onSearch={searchFor} onAgain={() => run(query)} />}
      {!idleNow && !view.invalid && view.rows.length > 0 && (
        <div className={classNames("mt-6 space-y-6", view.phase === "asking" && "opacity-60 transition-opacity")}>
          <BestMatches
            view={view}
            suggestions={suggestions}
            inCart={inCart}
            pending={pending}
            primary={cart.lines.length === 0}
            actions={actions}
            onUse={(line) => searchFor(withLineMended(query, line))}
          />
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
