import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDomainName } from "@/lib/kernel/domain-name";
import type { Registrant } from "./field";
import { asksMore, checkAnswers, checkRegistrant, questionsFor } from "./questions";
import { contactRules } from "./rules";

const person = (country: string, extra: Record<string, string> = {}): Registrant => ({
  organisation: null,
  country,
  addressLine1: "Hauptstr. 1",
  extra,
});
const firm = (country: string, extra: Record<string, string> = {}): Registrant => ({
  ...person(country, extra),
  organisation: "Acme Ltd",
});
const keys = (tlds: string[], registrant: Registrant) => questionsFor(tlds, registrant).map((question) => question.key);

describe("AN-6: .ca, .eu, .fr and .it ask their own questions", () => {
  it("asks nothing for .com", () => {
    expect(questionsFor(["com", "shop"], person("US"))).toEqual([]);
    expect(checkRegistrant(["com", "shop"], person("US"))).toEqual({});
    expect(asksMore("com")).toBe(false);
    expect(asksMore("ca")).toBe(true);
  });

  it("asks a person and an organisation what fits each", () => {
    expect(keys(["ca"], person("CA"))).toEqual(["CA_LEGAL_TYPE"]);
    expect(keys(["eu"], person("DE"))).toEqual([]);
    expect(keys(["eu"], person("US"))).toEqual(["EU_COUNTRY_OF_CITIZENSHIP"]);
    expect(keys(["fr"], person("FR"))).toEqual(["BIRTH_DATE_IN_YYYY_MM_DD", "BIRTH_COUNTRY"]);
    expect(keys(["fr"], firm("FR"))).toEqual(["VAT_NUMBER"]);
    expect(keys(["it"], person("IT"))).toEqual(["IT_NATIONALITY", "IT_PIN"]);
    expect(keys(["it"], firm("IT"))).toEqual(["IT_REGISTRANT_ENTITY_TYPE", "IT_PIN"]);
    expect(keys(["de", "se", "sg"], person("SE"))).toEqual(["SE_ID_NUMBER", "BIRTH_COUNTRY", "SG_ID_NUMBER"]);
  });

  it("lets one answer lead to the next", () => {
    expect(keys(["fr"], person("FR", { BIRTH_COUNTRY: "FR" }))).toContain("BIRTH_DEPARTMENT");
    expect(keys(["fi"], person("FI", { FI_NATIONALITY: "FINNISH" }))).toEqual(["FI_NATIONALITY", "ONWER_FI_ID_NUMBER"]);
    expect(keys(["co.uk"], firm("GB", { UK_CONTACT_TYPE: "LTD" }))).toEqual(["UK_CONTACT_TYPE", "UK_COMPANY_NUMBER"]);
  });

  it("asks a question once for all endings that share it", () => {
    const [question] = questionsFor(["uk", "co.uk", "uk"], person("GB"));
    expect(question?.tlds).toEqual(["uk", "co.uk"]);
  });

  it("names what is missing, by field, before anybody pays", () => {
    expect(checkRegistrant(["ca"], person("CA"))).toEqual({
      "extra.CA_LEGAL_TYPE": ".ca asks: Canadian presence.",
    });
    expect(Object.keys(checkRegistrant(["fr", "it", "com"], person("FR")))).toEqual([
      "extra.BIRTH_DATE_IN_YYYY_MM_DD",
      "extra.BIRTH_COUNTRY",
      "extra.IT_NATIONALITY",
      "extra.IT_PIN",
    ]);
  });

  it.each([
    ["ca", person("CA", { CA_LEGAL_TYPE: "CCT" }), {}],
    ["ca", firm("CA", { CA_LEGAL_TYPE: "CCT" }), { "extra.CA_LEGAL_TYPE": /an organisation/ }],
    ["ca", person("CA", { CA_LEGAL_TYPE: "CCO" }), { "extra.CA_LEGAL_TYPE": /a person/ }],
    ["ca", person("CA", { CA_LEGAL_TYPE: "nonsense" }), { "extra.CA_LEGAL_TYPE": /Choose/ }],
    ["eu", person("US", { EU_COUNTRY_OF_CITIZENSHIP: "DE" }), {}],
    ["eu", person("US", { EU_COUNTRY_OF_CITIZENSHIP: "US" }), { "extra.EU_COUNTRY_OF_CITIZENSHIP": /citizenship/ }],
    ["eu", firm("US"), { country: /European Union/ }],
    ["fr", firm("US"), { country: /Switzerland/ }],
    ["fr", firm("CH"), {}],
    ["it", person("US", { IT_NATIONALITY: "IT", IT_PIN: "RSSMRA85T10A562S" }), {}],
    ["it", firm("US", { IT_REGISTRANT_ENTITY_TYPE: "FOREIGNERS", IT_PIN: "123456" }), { country: /EEA/ }],
    [
      "es",
      person("ES", {
        ES_LEGAL_FORM: "INDIVIDUAL",
        ES_IDENTIFICATION_TYPE: "DNI_AND_NIF",
        ES_IDENTIFICATION: "12345678M",
      }),
      {},
    ],
    [
      "es",
      person("ES", { ES_LEGAL_FORM: "INDIVIDUAL", ES_IDENTIFICATION_TYPE: "NIE", ES_IDENTIFICATION: "12345678M" }),
      { "extra.ES_IDENTIFICATION": /NIE/ },
    ],
    [
      "es",
      firm("ES", {
        ES_LEGAL_FORM: "LIMITED_COMPANY",
        ES_IDENTIFICATION_TYPE: "DNI_AND_NIF",
        ES_IDENTIFICATION: "12345678M",
      }),
      { "extra.ES_IDENTIFICATION": /CIF/ },
    ],
    ["com.au", firm("AU", { AU_ID_TYPE: "ABN", AU_ID_NUMBER: "53 004 085 616" }), {}],
    ["com.au", firm("AU", { AU_ID_TYPE: "ABN", AU_ID_NUMBER: "004 085 616" }), { "extra.AU_ID_NUMBER": /11 digits/ }],
    ["us", person("DE", { US_NEXUS: "C21", US_PURPOSE: "P1" }), { "extra.US_NEXUS": /person/ }],
    ["us", firm("DE", { US_NEXUS: "C21", US_PURPOSE: "P1" }), { "extra.US_NEXUS": /outside/ }],
    ["us", firm("DE", { US_NEXUS: "C31", US_PURPOSE: "P1" }), {}],
    [
      "ru",
      person("RU", { BIRTH_DATE_IN_YYYY_MM_DD: "1985-02-30", RU_PASSPORT_DATA: "4510 123456" }),
      { "extra.BIRTH_DATE_IN_YYYY_MM_DD": /year-month-day/ },
    ],
    ["ru", person("RU", { BIRTH_DATE_IN_YYYY_MM_DD: "1985-02-28", RU_PASSPORT_DATA: "4510 123456" }), {}],
  ])(".%s judges a registrant", (tld, registrant, expected) => {
    const errors = checkRegistrant([tld], registrant as Registrant);
    expect(Object.keys(errors)).toEqual(Object.keys(expected));
    for (const [field, pattern] of Object.entries(expected)) expect(errors[field]).toMatch(pattern as RegExp);
  });

  it("refuses a post box for .de", () => {
    expect(checkRegistrant(["de"], { ...person("DE"), addressLine1: "Postfach 12 34" })).toHaveProperty("addressLine1");
    expect(checkRegistrant(["de"], { ...person("DE"), addressLine1: "P.O. Box 1" })).toHaveProperty("addressLine1");
    expect(checkRegistrant(["de"], person("DE"))).toEqual({});
  });
});

describe("answers kept in the contact book", () => {
  it.each([
    [{ CA_LEGAL_TYPE: "CCT", SG_ID_NUMBER: "" }, {}],
    [{ CA_LEGAL_TYPE: "drop table" }, { "extra.CA_LEGAL_TYPE": "Choose one of the list." }],
    [{ __proto__x: "1" }, { "extra.__proto__x": "No registry asks this." }],
    [{ SG_ID_NUMBER: "S1234\u00007D" }, { "extra.SG_ID_NUMBER": "Remove invisible characters." }],
    [{ RU_PASSPORT_DATA: "9".repeat(5000) }, { "extra.RU_PASSPORT_DATA": "Use at most 200 characters." }],
    [{ BIRTH_COUNTRY: "ZZ" }, { "extra.BIRTH_COUNTRY": "Choose a country." }],
  ])("%j is judged by itself", (extra, errors) => {
    expect(checkAnswers(extra as Record<string, string>)).toEqual(errors);
  });
});

const model = fileURLToPath(
  new URL("../../../../shared/fixtures/route53domains/spec/route-53-domains-2014-05-15.json", import.meta.url),
);

describe("the rules as data", () => {
  it("are for endings that exist, with examples that pass their own pattern", () => {
    for (const [tld, { fields }] of Object.entries(contactRules)) {
      expect(parseDomainName(`example.${tld}`).ok, tld).toBe(true);
      for (const field of fields) {
        if (field.pattern) expect(field.example, `${tld} ${field.key}`).toMatch(field.pattern);
        if (field.kind === "choice") expect(field.options?.length).toBeGreaterThan(1);
        expect(field.why).toMatch(/\.$/);
      }
    }
  });

  it.skipIf(!existsSync(model))(
    "use Route 53's own names and answer codes (skipped without ../shared/fixtures)",
    () => {
      const shapes = JSON.parse(readFileSync(model, "utf8")).shapes as Record<
        string,
        { members: Record<string, unknown> }
      >;
      const names = new Set(Object.keys(shapes["com.amazonaws.route53domains#ExtraParamName"]!.members));
      const described = JSON.stringify(shapes["com.amazonaws.route53domains#ExtraParam"]!.members);
      for (const { fields } of Object.values(contactRules)) {
        for (const field of fields.filter(({ key }) => !key.startsWith("US_"))) {
          expect(names, field.key).toContain(field.key);
          if (field.kind === "choice" && !["FI_NATIONALITY"].includes(field.key))
            for (const { value } of field.options ?? []) expect(described).toContain(value);
        }
      }
    },
  );
});
