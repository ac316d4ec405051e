"use client";

import type { RefusedLine, SearchRow } from "@/lib/search/views";
import { ExactCard } from "./exact-card";
import { RefusedLines } from "./refused-lines";
import type { RowActions } from "./row-action";
import { stateInCart } from "./row-state";
import type { SearchView } from "./search-state";
import { SuggestionCard } from "./suggestion-card";

/** A pasted list with one line put right. */
export function withLineMended(list: string, line: RefusedLine): string {
  return list
    .split("\n")
    .map((text, index) => (index + 1 === line.line ? text.replace(line.text, line.suggestion ?? "") : text))
    .join("\n");
}

/** Above the list: the very name that was asked for and names near it; for a pasted list, what was no name. */
export function BestMatches({
  view,
  suggestions,
  inCart,
  pending,
  primary,
  actions,
  onUse,
}: {
  view: SearchView;
  suggestions: SearchRow[];
  inCart: ReadonlySet<string>;
  pending: ReadonlySet<string>;
  primary: boolean;
  actions: RowActions;
  onUse: (line: RefusedLine) => void;
}) {
  const exact = view.rows.find((row) => row.section === "exact");
  const names = view.rows.filter((row) => row.line !== null).length;
  const more = view.phase === "asking" || view.phase === "answering";
  const common = (row: SearchRow) => ({ row, state: stateInCart(row, inCart), busy: pending.has(row.name), actions });
  return (
    <>
      {view.note && <p className="text-base text-ink-2">{view.note}</p>}
      {exact && <ExactCard {...common(exact)} primary={primary} />}
      {view.mode === "list" ? (
        <>
          <p className="text-base text-ink-2">
            <span className="figures">{names}</span> {names === 1 ? "name" : "names"}
            {view.refused.length > 0 && ` · ${view.refused.length} not valid`}
          </p>
          <RefusedLines lines={view.refused} onUse={onUse} />
        </>
      ) : (
        (more || suggestions.length > 0) && (
          <ul aria-label="Suggestions" className="grid min-h-[8.5rem] gap-3 md:grid-cols-3">
            {suggestions.map((row) => (
              <SuggestionCard key={row.name} {...common(row)} />
            ))}
          </ul>
        )
      )}
    </>
  );
}
