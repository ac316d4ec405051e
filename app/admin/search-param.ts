/** What the address says under a name: the text, or undefined when it is absent, empty or said twice. */
export function searchParam(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 200) : undefined;
}

/** As searchParam, when it is one of the known values. */
export function searchChoice<T extends string>(
  value: string | string[] | undefined,
  known: readonly T[],
): T | undefined {
  return known.find((each) => each === value);
}

/** An address with what is set of a query, in the order given. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
