/** `mixed_script`: letters of scripts that no language writes together. `lookalike`: all letters pass for Latin ones. */
export type ScriptWarning = "mixed_script" | "lookalike";

const neutral = /[\p{Script=Common}\p{Script=Inherited}]/u;
const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Armenian",
  "Georgian",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Telugu",
  "Thai",
  "Han",
  "Hiragana",
  "Katakana",
  "Bopomofo",
  "Hangul",
].map((name) => ({ name, pattern: new RegExp(`\\p{Script_Extensions=${name}}`, "u") }));

/** Scripts that one writing system mixes (UTS 39, "highly restrictive"): Latin stands beside each of the three. */
const together = [
  new Set(["Latin", "Han", "Hiragana", "Katakana"]),
  new Set(["Latin", "Han", "Bopomofo"]),
  new Set(["Latin", "Han", "Hangul"]),
];

/** Cyrillic, Greek and Armenian letters drawn like Latin ones (UTS 39 confusables, lower case). */
const latinLookalikes = /^[асԁеһіјӏоԛрѕԝхуъЬҽпгѵѡαενοϲικρτυωχɡհոսօցզ0-9-]+$/u;

function scriptOf(character: string): string {
  return scripts.find(({ pattern }) => pattern.test(character))?.name ?? "Other";
}

/** Why one label in Unicode could be taken for another name, or null. */
export function scriptWarning(label: string): ScriptWarning | null {
  if (/^[\x20-\x7e]*$/.test(label)) return null;
  const found = new Set<string>();
  for (const character of label) if (!neutral.test(character)) found.add(scriptOf(character));
  if (found.size > 1 && !together.some((set) => [...found].every((script) => set.has(script)))) return "mixed_script";
  if (!found.has("Latin") && latinLookalikes.test(label)) return "lookalike";
  return null;
}
