import type { CountryCode } from "libphonenumber-js/min";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { countryName, isCountry } from "@/lib/kernel/countries";
import type { FieldErrors } from "@/lib/kernel/errors";
import { checkAnswers } from "@/lib/tlds/contact-fields/questions";
import { fieldsForCountry } from "./address-rules";
import { contactSchema } from "./contact-schema";

/** A contact as it is stored: phone in E.164, postal code in upper case and empty where the country has none. */
export type CheckedContact = {
  firstName: string;
  lastName: string;
  organisation: string | null;
  email: string;
  phone: string;
  addressLine1: string;
  addressLine2: string | null;
  city: string;
  state: string | null;
  postalCode: string;
  country: string;
  extra: Record<string, string>;
};

export type ContactCheck = { ok: true; contact: CheckedContact } | { ok: false; fields: FieldErrors };

/** National or international, with any punctuation, to E.164; null when no phone of any country looks like it. */
export function toE164(phone: string, country: string): string | null {
  if (/[^\d+\s().\-/]/.test(phone)) return null;
  const parsed = parsePhoneNumberFromString(phone, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : null;
}

function checkPostalCode(given: string | null, country: string): { value: string } | { error: string } {
  const rule = fieldsForCountry(country).postalCode;
  if (!rule) return { value: "" };
  const value = (given ?? "").toUpperCase().replace(/\s+/g, " ");
  if (value === "") return rule.required ? { error: `${rule.label} is needed, such as ${rule.example}.` } : { value };
  const pattern = rule.pattern ?? "^[A-Z0-9][A-Z0-9 -]{0,14}$";
  if (new RegExp(pattern).test(value)) return { value };
  const example = rule.example ? ` Example: ${rule.example}.` : "";
  return { error: `That is no ${rule.label.toLowerCase()} of ${countryName(country)}.${example}` };
}

function checkState(given: string | null, country: string): { value: string | null } | { error: string } {
  const rule = fieldsForCountry(country).state;
  if (!rule) return { value: given };
  const wanted = (given ?? "").toLowerCase();
  const state = rule.options.find(({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted);
  return state ? { value: state.code } : { error: `Choose a ${rule.label.toLowerCase()}.` };
}

/** Judges what a person typed by the rules of its country; all mistakes at once, by field. */
export function checkContact(input: unknown): ContactCheck {
  const fields: FieldErrors = {};
  const parsed = contactSchema.safeParse(input);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
    return { ok: false, fields };
  }
  const { data } = parsed;
  const country = data.country.trim().toUpperCase();
  if (!isCountry(country)) return { ok: false, fields: { country: "Choose a country." } };

  const phone = toE164(data.phone, country);
  if (!phone) fields.phone = "Write the phone number with its country, such as +49 30 1234567.";
  const postalCode = checkPostalCode(data.postalCode, country);
  if ("error" in postalCode) fields.postalCode = postalCode.error;
  const state = checkState(data.state, country);
  if ("error" in state) fields.state = state.error;
  const extra = Object.fromEntries(
    Object.entries(data.extra)
      .map(([key, value]) => [key, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
  Object.assign(fields, checkAnswers(extra));
  if (Object.keys(fields).length > 0 || !phone || "error" in postalCode || "error" in state)
    return { ok: false, fields };
  return { ok: true, contact: { ...data, country, phone, extra, postalCode: postalCode.value, state: state.value } };
}
