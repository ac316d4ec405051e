import { displayName } from "@/lib/kernel/display-name";
import { parseQuery } from "./parse-query";
import { type Catalogue, type Plan, planList, planName, suggestedRow } from "./plan-search";
import type { SearchAnswer, SearchEvent } from "./views";

export type Understood = {
  plan: Plan;
  event: Extract<SearchEvent, { type: "plan" } | { type: "invalid" }>;
  suggestFor: { label: string; query: string } | null;
};

const nothing: Plan = { rows: [], candidates: [], ask: [] };

/** Reads the query and plans what to ask; an `invalid` event ends the search. */
export function understandQuery(catalogue: Catalogue, text: string, country: string | null): Understood {
  const first = catalogue.sold[0]?.tld ?? "com";
  const query = parseQuery(text, first);
  const invalid = (message: string, suggestion: string | null): Understood => ({
    plan: nothing,
    event: { type: "invalid", message, suggestion },
    suggestFor: null,
  });
  if (query.mode === "empty") return invalid("Try your shop's name. You can also paste a list.", null);
  if (query.mode === "invalid") return invalid(query.message, query.suggestion);
  if (query.mode === "list") {
    const plan = planList(catalogue, query.entries);
    const { refused } = query;
    return {
      plan,
      event: { type: "plan", mode: "list", label: "", note: null, rows: plan.rows, refused },
      suggestFor: null,
    };
  }
  const name = query.mode === "name" ? query.name : null;
  const labelUnicode = name?.labelUnicode ?? displayName(query.label);
  const words = query.mode === "words" ? query.words : [];
  const plan = planName(catalogue, { label: query.label, labelUnicode, name, words, country });
  const note = query.mode === "name" ? query.note : null;
  return {
    plan,
    event: { type: "plan", mode: query.mode, label: labelUnicode, note, rows: plan.rows, refused: [] },
    suggestFor: { label: query.label, query: words.length > 0 ? words.join(" ") : query.label },
  };
}

/** Names of an earlier plan, to be asked again or for the first time. */
export function understandNames(catalogue: Catalogue, names: readonly string[]): Understood {
  const rows = [...new Set(names)].flatMap((name, i) => suggestedRow(catalogue, name, "", i) ?? []);
  const plan = { rows, candidates: [], ask: rows.map((row) => row.name) };
  return { plan, event: { type: "plan", mode: "list", label: "", note: null, rows, refused: [] }, suggestFor: null };
}

/** What is in the cart or in the portfolio is known without asking. */
export function markKnown(plan: Plan, known: ReadonlyMap<string, string>, inCart: ReadonlySet<string>): SearchAnswer[] {
  const settled = new Map<string, SearchAnswer>();
  for (const name of plan.ask) {
    const how = known.get(name);
    if (how === "owned") settled.set(name, { name, state: "owned", note: "It is in your portfolio." });
    else if (how) settled.set(name, { name, state: "owned", note: "You are buying it at this moment." });
    else if (inCart.has(name)) settled.set(name, { name, state: "in_cart", note: null });
  }
  for (const row of [...plan.rows, ...plan.candidates]) Object.assign(row, settled.get(row.name));
  plan.candidates = plan.candidates.filter((row) => !settled.has(row.name));
  return [...settled.values()];
}
