import type { SearchRow, SearchState } from "./views";

export type SearchFilters = {
  /** Ceilings for the first year and for a renewal, in minor units. */
  maxRegisterMinor: number | null;
  maxRenewMinor: number | null;
  /** Shelves of endings; empty: all. */
  groups: readonly string[];
  /** Characters of the label. */
  maxLength: number | null;
  hidePremium: boolean;
  hideTaken: boolean;
  sort: "relevance" | "price" | "renewal";
};

export const defaultFilters: SearchFilters = {
  maxRegisterMinor: null,
  maxRenewMinor: null,
  groups: [],
  maxLength: null,
  hidePremium: false,
  hideTaken: true,
  sort: "relevance",
};

const gone: ReadonlySet<SearchState> = new Set(["taken", "reserved", "not_sold"]);
const buyable: ReadonlySet<SearchState> = new Set(["available", "restricted", "premium"]);

/** Whether a row can be added to the cart (premium: with its own consent). */
export function isBuyable(row: Pick<SearchRow, "state">): boolean {
  return buyable.has(row.state);
}

type Criterion = Exclude<keyof SearchFilters, "sort">;

const keeps: Record<Criterion, (row: SearchRow, filters: SearchFilters) => boolean> = {
  maxRegisterMinor: (row, { maxRegisterMinor: most }) => most === null || !row.price || row.price.registerMinor <= most,
  maxRenewMinor: (row, { maxRenewMinor: most }) => most === null || !row.price || row.price.renewMinor <= most,
  groups: (row, { groups }) => groups.length === 0 || groups.includes(row.group),
  maxLength: (row, { maxLength }) => maxLength === null || [...row.label].length <= maxLength,
  hidePremium: (row, { hidePremium }) => !hidePremium || row.state !== "premium",
  hideTaken: (row, { hideTaken }) => !hideTaken || !gone.has(row.state),
};
const criteria = Object.keys(keeps) as Criterion[];

/** Rows that pass, sorted. The exact match and lines of a pasted list are always shown: they were asked for by name. */
export function filterResults(rows: readonly SearchRow[], filters: SearchFilters): SearchRow[] {
  const passes = (row: SearchRow) =>
    row.section === "exact" || row.line !== null || criteria.every((criterion) => keeps[criterion](row, filters));
  const price = (row: SearchRow) =>
    (filters.sort === "price" ? row.price?.registerMinor : row.price?.renewMinor) ?? Number.POSITIVE_INFINITY;
  const kept = rows.filter(passes);
  if (filters.sort === "relevance") return kept.sort((a, b) => a.position - b.position);
  return kept.sort((a, b) => (price(a) === price(b) ? a.position - b.position : price(a) - price(b)));
}

/** How many filters differ from the default, for the button's count. */
export function activeFilters(filters: SearchFilters): Criterion[] {
  return criteria.filter((criterion) => String(filters[criterion]) !== String(defaultFilters[criterion]));
}

/** For an empty result: what taking one filter away would show, the most fruitful first. */
export function relaxations(
  rows: readonly SearchRow[],
  filters: SearchFilters,
): { filter: Criterion; shows: number }[] {
  return activeFilters(filters)
    .map((filter) => ({
      filter,
      shows: filterResults(rows, { ...filters, [filter]: defaultFilters[filter] }).filter(
        (row) => row.section === "list" && row.line === null,
      ).length,
    }))
    .filter(({ shows }) => shows > 0)
    .sort((a, b) => b.shows - a.shows);
}

/** Puts news into the rows a screen holds; rows without news stay the same objects. */
export function applyAnswers(
  rows: readonly SearchRow[],
  answers: readonly { name: string; state: SearchState; note: string | null; price?: SearchRow["price"] }[],
): SearchRow[] {
  const news = new Map(answers.map((answer) => [answer.name, answer]));
  return rows.map((row) => {
    const answer = news.get(row.name);
    return answer ? { ...row, ...answer, price: answer.price === undefined ? row.price : answer.price } : row;
  });
}
