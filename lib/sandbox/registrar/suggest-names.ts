export type SuggestedName = { name: string; reason: string };

const near: Record<string, readonly string[]> = {
  shop: ["store", "market", "boutique"],
  store: ["shop", "market", "depot"],
  tea: ["brew", "leaf", "infusion"],
  coffee: ["roast", "brew", "beans"],
  bread: ["bakery", "loaf", "crust"],
  wine: ["cellar", "vineyard", "vintage"],
  garden: ["bloom", "orchard", "green"],
  flower: ["bloom", "petal", "bouquet"],
  flowers: ["blooms", "petals", "bouquets"],
  bike: ["cycle", "velo", "ride"],
  book: ["page", "library", "reader"],
  books: ["pages", "library", "reads"],
  harbor: ["bay", "port", "haven"],
  quiet: ["calm", "still", "silent"],
  house: ["home", "haus", "place"],
  design: ["studio", "craft", "atelier"],
  dog: ["paw", "hound", "pup"],
  cat: ["whisker", "kitty", "paw"],
};
const tlds = ["com", "shop", "store", "co", "net", "io", "online", "org", "app", "me", "studio", "site"];
const before = ["get", "try", "my", "the", "hello"];
const after = ["shop", "store", "hq", "studio", "online", "co"];

/** Names near a query, the closest first; whether they can be had is for the caller to ask. */
export function* suggestNames(query: string): Generator<SuggestedName> {
  const { words, tld } = readQuery(query);
  const label = words.join("");
  if (label === "") return;
  const seen = new Set<string>();
  for (const suggestion of candidates(words, label, tld)) {
    const first = suggestion.name.slice(0, suggestion.name.indexOf("."));
    if (first.length > 40 || seen.has(suggestion.name)) continue;
    seen.add(suggestion.name);
    yield suggestion;
  }
}

function* candidates(words: readonly string[], label: string, tld: string): Generator<SuggestedName> {
  yield { name: `${label}.${tld}`, reason: "Your words as they are" };
  for (const [i, word] of words.entries())
    for (const other of near[word] ?? []) {
      const changed = words.with(i, other).join("");
      yield { name: `${changed}.${tld}`, reason: `“${other}” instead of “${word}”` };
    }
  for (const other of tlds.slice(0, 5)) yield { name: `${label}.${other}`, reason: `The same name under .${other}` };
  if (words.length > 1) yield { name: `${words.join("-")}.${tld}`, reason: "With a hyphen between the words" };
  for (const word of after)
    if (!label.endsWith(word)) yield { name: `${label}${word}.${tld}`, reason: `With “${word}” at the end` };
  for (const word of before)
    if (!label.startsWith(word)) yield { name: `${word}${label}.${tld}`, reason: `With “${word}” in front` };
  if (words.length > 1)
    yield { name: `${words.toReversed().join("")}.${tld}`, reason: "The words the other way round" };
  if (!label.endsWith("s")) yield { name: `${label}s.${tld}`, reason: "In the plural" };
  for (const other of tlds.slice(5)) yield { name: `${label}.${other}`, reason: `The same name under .${other}` };
  for (const word of after)
    for (const other of tlds) yield { name: `${label}${word}.${other}`, reason: `With “${word}” under .${other}` };
}

/** `Quiet Harbor.de` → quiet, harbor under de. What a host name cannot hold is left out. */
function readQuery(query: string): { words: string[]; tld: string } {
  const text = query.trim().toLowerCase().slice(0, 200);
  const named = /^([^\s.]+)\.([a-z][a-z.]*)$/.exec(text);
  const words = (named?.[1] ?? text)
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return { words: words.slice(0, 6), tld: named?.[2] ?? "com" };
}
