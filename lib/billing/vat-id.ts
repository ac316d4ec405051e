import { countryName } from "./views";

/** How a VAT id of each country looks, with an example for who mistypes one. Greece writes EL. */
const forms: Readonly<Record<string, { form: RegExp; example: string }>> = {
  AT: { form: /^ATU\d{8}$/, example: "ATU12345678" },
  BE: { form: /^BE[01]\d{9}$/, example: "BE0123456789" },
  BG: { form: /^BG\d{9,10}$/, example: "BG123456789" },
  CH: { form: /^CHE\d{9}(MWST|TVA|IVA)?$/, example: "CHE123456789MWST" },
  CY: { form: /^CY\d{8}[A-Z]$/, example: "CY12345678L" },
  CZ: { form: /^CZ\d{8,10}$/, example: "CZ12345678" },
  DE: { form: /^DE[1-9]\d{8}$/, example: "DE123456789" },
  DK: { form: /^DK\d{8}$/, example: "DK12345678" },
  EE: { form: /^EE\d{9}$/, example: "EE123456789" },
  ES: { form: /^ES([A-Z]\d{7}[0-9A-Z]|\d{8}[A-Z])$/, example: "ESX12345678" },
  FI: { form: /^FI\d{8}$/, example: "FI12345678" },
  FR: { form: /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/, example: "FR12345678901" },
  GB: { form: /^GB(\d{9}|\d{12}|(GD|HA)\d{3})$/, example: "GB123456789" },
  GR: { form: /^EL\d{9}$/, example: "EL123456789" },
  HR: { form: /^HR\d{11}$/, example: "HR12345678901" },
  HU: { form: /^HU\d{8}$/, example: "HU12345678" },
  IE: { form: /^IE(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, example: "IE1234567WA" },
  IT: { form: /^IT\d{11}$/, example: "IT12345678901" },
  LT: { form: /^LT(\d{9}|\d{12})$/, example: "LT123456789" },
  LU: { form: /^LU\d{8}$/, example: "LU12345678" },
  LV: { form: /^LV\d{11}$/, example: "LV12345678901" },
  MT: { form: /^MT\d{8}$/, example: "MT12345678" },
  NL: { form: /^NL[0-9A-Z+*]{9}B\d{2}$/, example: "NL123456789B01" },
  NO: { form: /^NO\d{9}(MVA)?$/, example: "NO123456789MVA" },
  PL: { form: /^PL\d{10}$/, example: "PL1234567890" },
  PT: { form: /^PT\d{9}$/, example: "PT123456789" },
  RO: { form: /^RO[1-9]\d{1,9}$/, example: "RO1234567890" },
  SE: { form: /^SE\d{10}01$/, example: "SE123456789001" },
  SI: { form: /^SI[1-9]\d{7}$/, example: "SI12345678" },
  SK: { form: /^SK[1-9]\d{9}$/, example: "SK1234567890" },
};

export type VatIdCheck = { ok: true; vatId: string } | { ok: false; message: string };

/** Whether businesses of a country have a VAT id that we know the form of. */
export const hasVatIds = (country: string) => country in forms;

/** A VAT id without what people put between its parts, or a sentence about what is wrong. The form is checked, not the register. */
export function checkVatId(typed: string, country: string): VatIdCheck {
  const known = forms[country];
  if (!known)
    return {
      ok: false,
      message: "VAT ids are kept for the European Union, the United Kingdom, Switzerland and Norway.",
    };
  const plain = typed.toUpperCase().replace(/[\s.\-/]/g, "");
  const prefix = country === "GR" ? "EL" : country;
  const vatId = plain.startsWith(prefix)
    ? plain
    : country === "GR" && plain.startsWith("GR")
      ? `EL${plain.slice(2)}`
      : `${prefix}${plain}`;
  if (vatId.length <= 20 && known.form.test(vatId)) return { ok: true, vatId };
  const foreign = Object.entries(forms).find(([, { form }]) => form.test(plain));
  return {
    ok: false,
    message: foreign
      ? `This is a VAT id of another country (${countryName(foreign[0])}). Change the country of the address, or give the id of ${countryName(country)}.`
      : `This is not a VAT id of ${countryName(country)}, which look like ${known.example}.`,
  };
}
