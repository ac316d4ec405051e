import type { Choice } from "@/components/ui/field";
import { countryName, isCountry } from "@/lib/contacts/countries";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Every country by its name, for a list to choose from. */
export const countryChoices: Choice[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter(isCountry)
  .map((code) => ({ value: code, label: countryName(code) }))
  .sort((a, b) => a.label.localeCompare(b.label, "en"));
