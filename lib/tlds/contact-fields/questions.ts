import { isCountry } from "@/lib/kernel/countries";
import type { FieldErrors } from "@/lib/kernel/errors";
import type { ContactField, Registrant } from "./field";
import { contactRules } from "./rules";

/** A question of a form, as plain JSON. Answers go into `extra` under the key. */
export type Question = {
  key: string;
  label: string;
  why: string;
  kind: ContactField["kind"];
  options: { value: string; label: string }[];
  /** Source of a regular expression for the whole answer; null when any text will do. */
  pattern: string | null;
  example: string | null;
  optional: boolean;
  /** The endings of the order that ask it. */
  tlds: string[];
};

const longestAnswer = 200;
const fieldsByKey = new Map<string, ContactField[]>();
for (const { fields } of Object.values(contactRules))
  for (const field of fields) fieldsByKey.set(field.key, [...(fieldsByKey.get(field.key) ?? []), field]);

/** Whether a TLD may ask anything beyond name and address. */
export function asksMore(tld: string): boolean {
  return (contactRules[tld]?.fields.length ?? 0) > 0;
}

function askedFields(
  tlds: readonly string[],
  registrant: Registrant,
): Map<string, { field: ContactField; tlds: string[] }> {
  const asked = new Map<string, { field: ContactField; tlds: string[] }>();
  for (const tld of new Set(tlds)) {
    for (const field of contactRules[tld]?.fields ?? []) {
      if (field.asked && !field.asked(registrant)) continue;
      const entry = asked.get(field.key);
      if (entry) entry.tlds.push(tld);
      else asked.set(field.key, { field, tlds: [tld] });
    }
  }
  return asked;
}

/** What must be asked of this registrant for names under these TLDs. Ask again when an answer changes: some lead to others. */
export function questionsFor(tlds: readonly string[], registrant: Registrant): Question[] {
  return [...askedFields(tlds, registrant).values()].map(({ field, tlds: asking }) => ({
    key: field.key,
    label: field.label,
    why: field.why,
    kind: field.kind,
    options: [...(field.options ?? [])],
    pattern: field.pattern?.source ?? null,
    example: field.example ?? null,
    optional: field.optional ?? false,
    tlds: asking,
  }));
}

/** What is wrong with one answer, or null. */
function judge(field: ContactField, value: string): string | null {
  if (value.length > longestAnswer) return `Use at most ${longestAnswer} characters.`;
  if (/\p{Cc}/u.test(value)) return "Remove invisible characters.";
  if (field.kind === "choice" && !field.options?.some((option) => option.value === value))
    return "Choose one of the list.";
  if (field.kind === "country" && !isCountry(value)) return "Choose a country.";
  if (field.kind === "date" && !isPastDate(value)) return "Write the date as year-month-day, such as 1985-12-31.";
  if (field.pattern && !field.pattern.test(value)) return `That does not look right. Example: ${field.example}.`;
  return null;
}

function isPastDate(value: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/**
 * Whether a registrant can hold names under these TLDs: messages by field (`extra.CA_LEGAL_TYPE`, `country`), empty when
 * all registries are content. Checked before anybody pays; a registry that refuses later frees the money.
 */
export function checkRegistrant(tlds: readonly string[], registrant: Registrant): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field, tlds: asking } of askedFields(tlds, registrant).values()) {
    const value = registrant.extra[field.key] ?? "";
    if (value === "") {
      if (!field.optional) errors[`extra.${field.key}`] = `.${asking[0]} asks: ${field.label}.`;
      continue;
    }
    const wrong = judge(field, value);
    if (wrong) errors[`extra.${field.key}`] = wrong;
  }
  for (const tld of tlds) {
    const refusal = contactRules[tld]?.refuse?.(registrant);
    if (!refusal) continue;
    const isAnswer = fieldsByKey.has(refusal.field);
    errors[isAnswer ? `extra.${refusal.field}` : refusal.field] ??= refusal.message;
  }
  return errors;
}

/** For the contact book, where no TLD is known yet: answers to known questions, each right by itself for some TLD. */
export function checkAnswers(extra: Record<string, string>): FieldErrors {
  const errors: FieldErrors = {};
  for (const [key, value] of Object.entries(extra)) {
    const fields = fieldsByKey.get(key);
    if (!fields) errors[`extra.${key.slice(0, 60)}`] = "No registry asks this.";
    else if (value !== "") {
      const verdicts = fields.map((field) => judge(field, value));
      if (!verdicts.includes(null)) errors[`extra.${key}`] = verdicts[0]!;
    }
  }
  return errors;
}
