import { type State, statesOf } from "./states";

/** Countries whose postal codes are so many digits and nothing else. */
const plainDigits: Record<string, string> = {
  3: "FO IS MG OM",
  4: "AF AL AM AT AU BE BG CH CY DK ET GE GL HU LI LU LV MD MK NO NZ PH PY SI SV TN VE ZA",
  5: "BA CR CU DE DO DZ EE EG ES FI GT HN HR ID IQ IT JO KE KR KW LA LK LT MA ME MM MV MX MY NP PE PK RS SM SN TH TR TZ UA UY XK ZM",
  6: "BY CN CO EC IN KG MN NG RO RU SG TJ TM UZ",
};

/** The others, on codes in upper case with single spaces: pattern and example. */
const shaped: Record<string, [RegExp, string]> = {
  AD: [/^AD\d{3}$/, "AD500"],
  AR: [/^([A-HJ-NP-Z])?\d{4}([A-Z]{3})?$/, "C1070AAM"],
  AX: [/^22\d{3}$/, "22100"],
  AZ: [/^(AZ ?)?\d{4}$/, "AZ1000"],
  BD: [/^\d{4}$/, "1207"],
  BH: [/^\d{3,4}$/, "317"],
  BM: [/^[A-Z]{2} ?[A-Z0-9]{2}$/, "HM 12"],
  BN: [/^[A-Z]{2} ?\d{4}$/, "BT2328"],
  BR: [/^\d{5}-?\d{3}$/, "01310-100"],
  CA: [/^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/, "K1A 0B1"],
  CL: [/^\d{3}-?\d{4}$/, "834-0457"],
  CZ: [/^\d{3} ?\d{2}$/, "110 00"],
  FR: [/^\d{2} ?\d{3}$/, "75001"],
  GB: [/^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/, "SW1A 1AA"],
  GF: [/^973\d{2}$/, "97300"],
  GG: [/^GY\d{1,2} ?\d[A-Z]{2}$/, "GY1 1AA"],
  GI: [/^GX11 ?1AA$/, "GX11 1AA"],
  GP: [/^971\d{2}$/, "97100"],
  GR: [/^\d{3} ?\d{2}$/, "105 57"],
  IE: [/^[A-Z]\d[\dW][ -]?[A-Z\d]{4}$/, "D02 X285"],
  IL: [/^\d{5}(\d{2})?$/, "9614303"],
  IM: [/^IM\d{1,2} ?\d[A-Z]{2}$/, "IM1 1AA"],
  IR: [/^\d{5}-?\d{5}$/, "11936-12345"],
  JE: [/^JE\d{1,2} ?\d[A-Z]{2}$/, "JE2 4AA"],
  JP: [/^\d{3}-?\d{4}$/, "100-0001"],
  KH: [/^\d{5,6}$/, "120101"],
  KZ: [/^(\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d)$/, "010000"],
  LB: [/^\d{4}( ?\d{4})?$/, "2038 3054"],
  LT: [/^(LT-)?\d{5}$/, "LT-04340"],
  LU: [/^(L-)?\d{4}$/, "L-4750"],
  LV: [/^(LV-)?\d{4}$/, "LV-1073"],
  MC: [/^980\d{2}$/, "98000"],
  MD: [/^(MD-?)?\d{4}$/, "MD-2012"],
  MQ: [/^972\d{2}$/, "97200"],
  MT: [/^[A-Z]{3} ?\d{2,4}$/, "VLT 1117"],
  NC: [/^988\d{2}$/, "98814"],
  NL: [/^[1-9]\d{3} ?[A-Z]{2}$/, "1012 JS"],
  PF: [/^987\d{2}$/, "98709"],
  PL: [/^\d{2}-?\d{3}$/, "00-950"],
  PR: [/^00[679]\d{2}(-?\d{4})?$/, "00930"],
  PT: [/^\d{4}-?\d{3}$/, "1100-148"],
  RE: [/^974\d{2}$/, "97400"],
  SA: [/^\d{5}(-?\d{4})?$/, "12643"],
  SE: [/^\d{3} ?\d{2}$/, "114 55"],
  SK: [/^\d{3} ?\d{2}$/, "811 01"],
  TW: [/^\d{3}(-?\d{2,3})?$/, "106"],
  US: [/^\d{5}(-?\d{4})?$/, "98101"],
  VA: [/^00120$/, "00120"],
  VN: [/^\d{5,6}$/, "10000"],
};

/** Countries whose post works without codes. */
const withoutPostalCode: ReadonlySet<string> = new Set(
  (
    "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN KP LY ML MO MR MW NR NU " +
    "QA RW SB SC SL SO SR SS ST SX SY TD TG TK TL TO TV UG VU YE ZW"
  ).split(" "),
);

const digitRules = new Map<string, [RegExp, string]>();
for (const [count, countries] of Object.entries(plainDigits))
  for (const country of countries.split(" "))
    digitRules.set(country, [new RegExp(`^\\d{${count}}$`), "1234567".slice(0, Number(count))]);

const stateLabels: Record<string, string> = {
  AE: "Emirate",
  CA: "Province",
  CN: "Province",
  ES: "Province",
  IT: "Province",
  JP: "Prefecture",
};
const postalLabels: Record<string, string> = {
  AU: "Postcode",
  GB: "Postcode",
  IE: "Eircode",
  IN: "PIN code",
  NZ: "Postcode",
  US: "ZIP code",
};

/** What an address in a country has, so that a form asks only that. Null: the country has none. Plain JSON. */
export type CountryFields = {
  state: { label: string; options: readonly State[] } | null;
  postalCode: { label: string; required: boolean; pattern: string | null; example: string | null } | null;
};

export function fieldsForCountry(country: string): CountryFields {
  const options = statesOf(country);
  const rule = shaped[country] ?? digitRules.get(country);
  return {
    state: options ? { label: stateLabels[country] ?? "State", options } : null,
    postalCode: withoutPostalCode.has(country)
      ? null
      : {
          label: postalLabels[country] ?? "Postal code",
          required: rule !== undefined,
          pattern: rule?.[0].source ?? null,
          example: rule?.[1] ?? null,
        },
  };
}
