/** A name near the query, with why; nothing is known of its availability yet. */
export type Candidate = { label: string; tld: string; reason: string };

export type SuggestionQuery = {
  /** Lower case, an A-label. */
  label: string;
  /** The words of an idea, else empty. */
  words: readonly string[];
  /** What is sold, in the operator's order. */
  tlds: readonly string[];
  /** The ending that was typed, which is looked at as the exact match. */
  exactTld: string;
  /** Of the merchant, else of the visitor. */
  country: string | null;
};

const prefixes = ["get", "my", "try", "the", "hello"];
const suffixes = ["shop", "store", "online", "hq", "studio", "market"];
const forShops = ["shop", "store", "online", "boutique"];
const filler = new Set(["a", "an", "and", "best", "by", "for", "from", "in", "of", "the", "und", "with", "your"]);
/** Country code to the ending people there use, where it is not the code itself. */
const countryEndings: Record<string, readonly string[]> = {
  GB: ["co.uk", "uk"],
  AU: ["com.au"],
  BR: ["com.br"],
  NZ: ["co.nz", "nz"],
  ZA: ["co.za"],
  MX: ["com.mx", "mx"],
  JP: ["jp", "co.jp"],
  TR: ["com.tr"],
  AR: ["com.ar"],
};

export function countryTlds(country: string): readonly string[] {
  return countryEndings[country] ?? [country.toLowerCase()];
}

type Draft = [label: string, tld: string, reason: string];

/** The label ends like a sold ending: `berlinshop` is also `berlin.shop`. */
function completedByEnding(label: string, tlds: readonly string[]): Draft[] {
  return tlds
    .filter((tld) => label.endsWith(tld) && label.length - tld.length >= 2)
    .map((tld) => [label.slice(0, -tld.length).replace(/-$/, ""), tld, "same name, shorter: the ending completes it"]);
}

function otherSpellings(label: string, words: readonly string[], main: string): Draft[] {
  const telling = words.filter((word) => !filler.has(word));
  return [
    [words.join("-"), main, "your words with hyphens"],
    [label.replaceAll("-", ""), main, "without the hyphen"],
    [telling.join(""), main, "only the words that tell"],
    [telling.length > 2 ? `${telling[0]}${telling.at(-1)}` : "", main, "shorter: first and last word"],
    [label.replace(/([a-z])\1+/g, "$1"), main, "without the doubled letter"],
    label.endsWith("s") ? [label.slice(0, -1), main, "without the s"] : [`${label}s`, main, "with an s"],
  ];
}

function withAffixes(label: string, main: string): Draft[] {
  const behind = suffixes
    .filter((suffix) => !label.endsWith(suffix))
    .map((suffix): Draft => [`${label}${suffix}`, main, `with “${suffix}” at the end`]);
  const before = prefixes
    .filter((prefix) => !label.startsWith(prefix))
    .map((prefix): Draft => [`${prefix}${label}`, main, `with “${prefix}” in front`]);
  return behind.flatMap((draft, i) => [draft, ...before.slice(i, i + 1)]);
}

/** Names near a query by our own rules, the likeliest first, each label and ending once. */
export function suggestNames(query: SuggestionQuery, most = 24): Candidate[] {
  const { label, words, tlds, exactTld } = query;
  const main = tlds[0];
  if (main === undefined) return [];
  const under = (endings: readonly string[], reason: string) => endings.map((tld): Draft => [label, tld, reason]);
  // Spelling rules are for letters; an A-label has none to play with.
  const spelled = !label.startsWith("xn--");
  const drafts = [
    ...under(query.country ? countryTlds(query.country) : [], "your shop's country"),
    ...(spelled ? [...completedByEnding(label, tlds), ...otherSpellings(label, words, main)] : []),
    ...under(forShops, "exact word, an ending for shops"),
    ...(spelled ? withAffixes(label, main) : []),
    ...under(tlds.slice(0, 6), "exact word, other ending"),
  ];
  const sold = new Set(tlds);
  const found = new Map<string, Candidate>();
  for (const [candidate, tld, reason] of drafts) {
    const name = `${candidate}.${tld}`;
    const isLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(candidate) && (!spelled || !/^..--/.test(candidate));
    if (isLabel && sold.has(tld) && name !== `${label}.${exactTld}` && !found.has(name))
      found.set(name, { label: candidate, tld, reason });
  }
  return [...found.values()].slice(0, most);
}
