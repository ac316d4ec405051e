import { redact } from "@/lib/kernel/log";

const longestText = 4000;
/** Of a contact the admin sees only what decides about rules: the rest is the registrant's. */
const plainContactFields = new Set(["ContactType", "CountryCode", "State", "ExtraParams", "Name"]);

/** A JSON body as an admin may read it: secrets and personal data gone, cut to a few kilobytes. */
export function redactJson(text: string): unknown {
  if (text === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { text: text.slice(0, 200) };
  }
  const safe = redact(hideContacts(value));
  const printed = JSON.stringify(safe);
  return printed.length > longestText ? { cut: printed.slice(0, longestText) } : safe;
}

function hideContacts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideContacts);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, key.endsWith("Contact") ? hide(entry) : hideContacts(entry)]),
  );
}

function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  if (value === null || typeof value !== "object") return "[redacted]";
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      typeof entry === "object" ? hide(entry) : plainContactFields.has(key) ? entry : "[redacted]",
    ]),
  );
}
