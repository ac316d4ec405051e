import { AwsFault } from "./aws-fault";

/** One page of a list whose marker is where the next one begins. */
export function page<T>(
  all: readonly T[],
  marker: unknown,
  maxItems: unknown,
  fallback: number,
): { items: T[]; next?: string } {
  const start = marker === undefined ? 0 : Number(/^page:(\d+)$/.exec(String(marker))?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw new AwsFault("InvalidInput", "The marker is not one of ours.");
  const end = start + (typeof maxItems === "number" ? maxItems : fallback);
  return { items: all.slice(start, end), ...(end < all.length ? { next: `page:${end}` } : {}) };
}
