import { applyAnswers } from "@/lib/search/filter-results";
import type { RefusedLine, SearchAnswer, SearchEvent, SearchRow } from "@/lib/search/views";

export type SearchView = {
  /** idle: nothing asked. asking: waiting for the plan. answering: rows are there, answers come. */
  phase: "idle" | "asking" | "answering" | "done" | "failed";
  query: string;
  mode: "name" | "words" | "list";
  label: string;
  note: string | null;
  rows: SearchRow[];
  refused: RefusedLine[];
  invalid: { message: string; suggestion: string | null } | null;
  /** Why it failed, in a sentence. */
  failure: string | null;
};

export const idleSearch: SearchView = {
  phase: "idle",
  query: "",
  mode: "name",
  label: "",
  note: null,
  rows: [],
  refused: [],
  invalid: null,
  failure: null,
};

export type SearchStep =
  | { type: "started"; query: string }
  | { type: "cleared" }
  | { type: "failed"; message: string }
  /** Names asked again, or asked for the first time after "more". */
  | { type: "asked"; names: string[] }
  | { type: "unanswered"; names: string[] }
  | { type: "event"; event: SearchEvent };

const silence = "No answer came. Nothing can be sold on a guess, so ask again.";

function withStates(
  rows: SearchRow[],
  names: readonly string[],
  answer: Omit<SearchAnswer, "name">,
  from: SearchRow["state"][],
) {
  const wanted = new Set(names);
  return rows.map((row) =>
    wanted.has(row.name) && from.includes(row.state) ? { ...row, ...answer, price: row.price } : row,
  );
}

function onEvent(view: SearchView, event: SearchEvent): SearchView {
  switch (event.type) {
    case "plan":
      return {
        ...view,
        phase: "answering",
        mode: event.mode,
        label: event.label,
        note: event.note,
        rows: event.rows,
        refused: event.refused,
        invalid: null,
      };
    case "invalid":
      return { ...view, phase: "done", invalid: event, rows: [], refused: [], note: null };
    case "answers":
      return { ...view, rows: applyAnswers(view.rows, event.answers) };
    case "suggestions": {
      const known = new Set(view.rows.filter((row) => row.section === "suggestion").map((row) => row.name));
      return { ...view, rows: [...view.rows, ...event.rows.filter((row) => !known.has(row.name))] };
    }
    case "done":
      return {
        ...view,
        phase: "done",
        rows: withStates(
          view.rows,
          view.rows.map((row) => row.name),
          { state: "unknown", note: silence },
          ["checking"],
        ),
      };
  }
}

/** What the screen holds after each thing that happens. Silence becomes "unknown", never "available". */
export function searchState(view: SearchView, step: SearchStep): SearchView {
  switch (step.type) {
    case "cleared":
      return idleSearch;
    case "started":
      return { ...view, phase: "asking", query: step.query, failure: null, invalid: null };
    case "failed":
      return {
        ...view,
        phase: "failed",
        failure: step.message,
        rows: withStates(
          view.rows,
          view.rows.map((row) => row.name),
          { state: "unknown", note: silence },
          ["checking"],
        ),
      };
    case "asked":
      return {
        ...view,
        rows: withStates(view.rows, step.names, { state: "checking", note: null }, ["unasked", "unknown"]),
      };
    case "unanswered":
      return { ...view, rows: withStates(view.rows, step.names, { state: "unknown", note: silence }, ["checking"]) };
    case "event":
      return onEvent(view, step.event);
  }
}
