import { displayName } from "@/lib/kernel/display-name";
import type { DomainName } from "@/lib/kernel/domain-name";
import { scriptWarning } from "@/lib/kernel/script-warning";
import { termPrice } from "@/lib/tlds/price";
import type { SoldTld } from "@/lib/tlds/queries";
import type { ListEntry } from "./parse-query";
import { type Candidate, suggestNames } from "./suggest-names";
import type { RowPrice, SearchRow } from "./views";

export type Plan = {
  rows: SearchRow[];
  /** Shown only once they turn out free, each with its reason. */
  candidates: SearchRow[];
  /** What to ask the registrars, the most wanted first; no name twice. */
  ask: string[];
};

export type Catalogue = { sold: readonly SoldTld[]; byTld: ReadonlyMap<string, SoldTld> };

export function catalogueOf(sold: readonly SoldTld[]): Catalogue {
  return { sold, byTld: new Map(sold.map((entry) => [entry.tld, entry])) };
}

export function rowPrice(entry: SoldTld): RowPrice {
  const { registerMinor, renewMinor } = entry.prices;
  return {
    currency: entry.currency,
    registerMinor,
    renewMinor,
    minYears: entry.minYears,
    maxYears: entry.maxYears,
    firstTermMinor: termPrice(entry.prices, entry.minYears),
  };
}

const warnings = {
  mixed_script: "Its letters come from different scripts and could be taken for another name.",
  lookalike: "All its letters look like Latin ones: it could be taken for another name.",
};

type RowInput = Pick<SearchRow, "section" | "position"> & Partial<Pick<SearchRow, "line" | "reason">>;

/** A row as it stands before any answer. Without an entry the ending is not sold. */
export function rowOf(name: string, entry: SoldTld | null, unicode: string, input: RowInput): SearchRow {
  const dot = unicode.indexOf(".");
  const label = unicode.slice(0, dot);
  const warning = scriptWarning(label);
  const ending = unicode.slice(dot);
  const refusesLetters = entry !== null && !entry.idn && name.startsWith("xn--");
  const notSold = entry === null || refusesLetters;
  return {
    name,
    unicode,
    label,
    ending,
    tld: name.slice(name.indexOf(".") + 1),
    group: entry?.group ?? "general",
    line: null,
    reason: null,
    ...input,
    state: notSold ? "not_sold" : "checking",
    price: notSold ? null : rowPrice(entry),
    note: notSold
      ? refusesLetters
        ? `${ending} names take only the letters a to z.`
        : `${ending} is not sold here.`
      : null,
    restriction: entry?.restriction ?? null,
    warning: warning ? warnings[warning] : null,
    privacy: entry?.privacy ?? false,
    httpsOnly: entry?.httpsOnly ?? false,
  };
}

function unicodeOf(label: string, entry: SoldTld, labelUnicode: string): string {
  return `${label.startsWith("xn--") ? labelUnicode : label}.${entry.tldUnicode}`;
}

/** The exact match first, then the same label under all that is sold, in the operator's order, and names near it. */
export function planName(
  catalogue: Catalogue,
  query: {
    label: string;
    labelUnicode: string;
    name: DomainName | null;
    words: readonly string[];
    country: string | null;
  },
): Plan {
  const { label, labelUnicode } = query;
  const first = catalogue.sold[0];
  const exactTld = query.name?.tld ?? first?.tld;
  if (exactTld === undefined) return { rows: [], candidates: [], ask: [] };
  const exactEntry = catalogue.byTld.get(exactTld) ?? null;
  const exactUnicode = query.name?.unicode ?? (exactEntry ? unicodeOf(label, exactEntry, labelUnicode) : label);
  const rows = [rowOf(`${label}.${exactTld}`, exactEntry, exactUnicode, { section: "exact", position: 0 })];
  for (const entry of catalogue.sold) {
    if (entry.tld === exactTld || (label.startsWith("xn--") && !entry.idn)) continue;
    const unicode = unicodeOf(label, entry, labelUnicode);
    rows.push(rowOf(`${label}.${entry.tld}`, entry, unicode, { section: "list", position: entry.position }));
  }
  const tlds = catalogue.sold.map((entry) => entry.tld);
  const candidates = suggestNames({ label, words: query.words, tlds, exactTld, country: query.country }).map(
    (candidate, i) => candidateRow(catalogue, candidate, labelUnicode, i),
  );
  const list = rows.map((row) => row.name);
  const ask = [...list.slice(0, 11), ...candidates.map((row) => row.name), ...list.slice(11)];
  return { rows, candidates: candidates.filter((row) => row.state === "checking"), ask: [...new Set(ask)] };
}

function candidateRow(catalogue: Catalogue, candidate: Candidate, labelUnicode: string, index: number): SearchRow {
  const entry = catalogue.byTld.get(candidate.tld)!;
  const unicode = unicodeOf(candidate.label, entry, labelUnicode);
  const input = { section: "suggestion", position: index, reason: candidate.reason } as const;
  return rowOf(`${candidate.label}.${candidate.tld}`, entry, unicode, input);
}

/** The registrar's own suggestion as a row, or null when it is not for sale here or no plain name. */
export function suggestedRow(catalogue: Catalogue, name: string, reason: string, position: number): SearchRow | null {
  const lower = name.toLowerCase();
  if (!/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/.test(lower)) return null;
  const entry = catalogue.byTld.get(lower.slice(lower.indexOf(".") + 1));
  return entry ? rowOf(lower, entry, displayName(lower), { section: "suggestion", position, reason }) : null;
}

/** A pasted list: one row a line, nothing else. */
export function planList(catalogue: Catalogue, entries: readonly ListEntry[]): Plan {
  const rows = entries.map(({ line, name }) =>
    rowOf(name.ascii, catalogue.byTld.get(name.tld) ?? null, name.unicode, { section: "list", position: line, line }),
  );
  return { rows, candidates: [], ask: rows.map((row) => row.name) };
}
