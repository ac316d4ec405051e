import { getCountries } from "libphonenumber-js";

/** Every country by its English name, for a select: ISO 3166-1 alpha-2 as value. */
export function countryChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  return getCountries()
    .map((code) => ({ value: code as string, label: names.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
}
