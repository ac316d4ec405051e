import { AppError } from "@/lib/kernel/errors";

type Terms = { tld: string; minYears: number; maxYears: number };

/** The terms a name can be registered for, such as 2 to 10 for .ai. */
export function allowedTerms({ minYears, maxYears }: Terms): number[] {
  return Array.from({ length: maxYears - minYears + 1 }, (_, index) => minYears + index);
}

/** Refuses a term the TLD does not have, with the list of those it has. */
export function requireTerm(tld: Terms, years: number): void {
  if (allowedTerms(tld).includes(years)) return;
  const terms = allowedTerms(tld);
  const list =
    terms.length === 1 ? `${terms[0]} year` : `${tld.minYears} to ${tld.maxYears} years (${terms.join(", ")})`;
  throw new AppError("invalid", `.${tld.tld} names are sold for ${list}. Nothing was charged. Choose one of these.`, {
    fields: { years: `Choose ${list}.` },
  });
}
