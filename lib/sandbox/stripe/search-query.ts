import type Stripe from "stripe";
import { invalidRequest } from "./api-failure";

type Clause = { field: string; metadataKey?: string; operator: string; value: string; negated: boolean };
export type Search = { clauses: Clause[]; any: boolean };

const clausePattern =
  /^(-)?(?:metadata\[(["'])(.+?)\2\]|([a-z_]+))\s*(:|~|>=|<=|>|<|=)\s*(?:"([^"]*)"|'([^']*)'|(-?\d+|null))$/;
const fields = new Set(["amount", "created", "currency", "customer", "status"]);

/**
 * Reads Stripe's search language as far as PaymentIntents go: `metadata['order_id']:'o1' AND status:'requires_capture'`.
 * Clauses are joined by AND or by OR, never both.
 */
export function parseSearch(query: string): Search {
  const isAny = /\sOR\s/.test(query);
  if (isAny && /\sAND\s/.test(query))
    throw invalidRequest("We were unable to parse your search query: AND and OR cannot be combined.", {
      param: "query",
    });
  const clauses = query.split(isAny ? /\s+OR\s+/ : /\s+AND\s+/).map((part) => {
    const match = clausePattern.exec(part.trim());
    const field = match?.[4] ?? "metadata";
    if (!match || (match[4] && !fields.has(field)))
      throw invalidRequest(
        'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
        { param: "query" },
      );
    return {
      field,
      ...(match[3] === undefined ? {} : { metadataKey: match[3] }),
      operator: match[5] ?? ":",
      value: match[6] ?? match[7] ?? match[8] ?? "",
      negated: match[1] === "-",
    };
  });
  return { clauses, any: isAny };
}

function matches(clause: Clause, intent: Stripe.PaymentIntent): boolean {
  const actual =
    clause.metadataKey === undefined
      ? (intent as unknown as Record<string, unknown>)[clause.field]
      : intent.metadata[clause.metadataKey];
  if (clause.value === "null") return actual === null || actual === undefined;
  if (actual === null || actual === undefined) return false;
  const [left, right] = [Number(actual), Number(clause.value)];
  switch (clause.operator) {
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case "~":
      return String(actual).toLowerCase().includes(clause.value.toLowerCase());
    default:
      return String(actual) === clause.value;
  }
}

export function matchesSearch(search: Search, intent: Stripe.PaymentIntent): boolean {
  const hit = (clause: Clause) => matches(clause, intent) !== clause.negated;
  return search.any ? search.clauses.some(hit) : search.clauses.every(hit);
}

/** The metadata that every hit must have, for the database to narrow the search by. */
export function requiredMetadata(search: Search): Record<string, string> | undefined {
  if (search.any) return undefined;
  const exact = search.clauses.filter(({ metadataKey, operator, negated, value }) => {
    return metadataKey !== undefined && operator === ":" && !negated && value !== "null";
  });
  if (exact.length === 0) return undefined;
  return Object.fromEntries(exact.map(({ metadataKey, value }) => [metadataKey, value]));
}
