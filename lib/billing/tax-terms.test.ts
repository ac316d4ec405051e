import { describe, expect, it } from "vitest";
import { type TaxFacts, taxOn, taxTerms } from "./tax-terms";
import { standardVatRates } from "./vat-rates";

const terms = (country: string | null, vatId: string | null, more: Partial<TaxFacts> = {}) =>
  taxTerms({
    seller: { country: "IE" },
    buyer: { country, vatId },
    rates: { ...standardVatRates, "*": 0 },
    reverseCharge: true,
    ...more,
  });

describe("AN-18: tax by the buyer's country", () => {
  it.each([
    ["a person elsewhere in the Union pays the rate of home", "DE", null, 1900, "Includes 19 % tax (DE)"],
    ["a rate with a fraction", "FI", null, 2550, "Includes 25.5 % tax (FI)"],
    ["a person in the seller's own state", "IE", null, 2300, "Includes 23 % tax (IE)"],
    [
      "a business in the seller's own state pays as everybody there",
      "IE",
      "IE1234567WA",
      2300,
      "Includes 23 % tax (IE)",
    ],
    ["a VAT id of the wrong form counts for nothing", "DE", "DE12", 1900, "Includes 19 % tax (DE)"],
    ["a VAT id of another state counts for nothing", "DE", "ATU12345678", 1900, "Includes 19 % tax (DE)"],
    ["a country without a rate", "US", null, 0, "No tax"],
    ["no country at all", null, null, 0, "No tax"],
  ])("%s", (_, country, vatId, rateBasisPoints, note) => {
    expect(terms(country, vatId)).toEqual({ rateBasisPoints, reverseCharge: false, note });
  });

  it("a business in another member state pays 0 % and reads why", () => {
    expect(terms("DE", "DE123456789")).toEqual({
      rateBasisPoints: 0,
      reverseCharge: true,
      note: "Reverse charge: the recipient accounts for the tax (Article 196 of Directive 2006/112/EC)",
    });
    expect(terms("GR", "EL123456789").reverseCharge).toBe(true);
  });

  it("so does a British or Swiss one, without the Union's article", () => {
    for (const [country, id] of [
      ["GB", "GB123456789"],
      ["CH", "CHE123456789MWST"],
    ] as const)
      expect(terms(country, id)).toMatchObject({
        rateBasisPoints: 0,
        reverseCharge: true,
        note: "Reverse charge: the recipient accounts for the tax",
      });
  });

  it("a seller outside the Union charges a business there nothing either", () => {
    expect(terms("FR", "FR12345678901", { seller: { country: "US" } }).reverseCharge).toBe(true);
  });

  it("an operator who does not want reverse charge charges everybody", () => {
    expect(terms("DE", "DE123456789", { reverseCharge: false }).rateBasisPoints).toBe(1900);
  });

  it("takes the rate for all others where a country has none", () => {
    expect(terms("BR", null, { rates: { "*": 10 } })).toMatchObject({
      rateBasisPoints: 1000,
      note: "Includes 10 % tax (BR)",
    });
  });
});

describe("M-4: tax on lines", () => {
  it("is rounded once, and the lines sum to it", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const lines = Array.from({ length: 1 + (seed % 9) }, (_, index) => (seed * 7919 + index * 104_729) % 5000);
      const { taxMinor, byLine } = taxOn(lines, (seed * 37) % 3000);
      expect(byLine.reduce((sum, part) => sum + part, 0)).toBe(taxMinor);
      expect(taxMinor).toBe(Math.round((lines.reduce((a, b) => a + b, 0) * ((seed * 37) % 3000)) / 10_000));
      expect(byLine.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
    }
  });
});
