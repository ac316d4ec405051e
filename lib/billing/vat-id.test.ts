import { describe, expect, it } from "vitest";
import { checkVatId, hasVatIds } from "./vat-id";
import { euCountries, standardVatRates } from "./vat-rates";

describe("AN-18: VAT ids", () => {
  it("have a form in each member state, and a standard rate", () => {
    expect(euCountries).toHaveLength(27);
    for (const country of [...euCountries, "GB", "CH", "NO"]) {
      expect(hasVatIds(country)).toBe(true);
      expect(standardVatRates[country]).toBeGreaterThanOrEqual(8.1);
    }
  });

  it.each([
    ["DE", "de 123 456 789", "DE123456789"],
    ["DE", "123456789", "DE123456789"],
    ["AT", "U12345678", "ATU12345678"],
    ["BE", "BE 0123.456.789", "BE0123456789"],
    ["GR", "EL123456789", "EL123456789"],
    ["GR", "GR123456789", "EL123456789"],
    ["CH", "CHE-123.456.789 MWST", "CHE123456789MWST"],
    ["NL", "NL123456789B01", "NL123456789B01"],
    ["FR", "FRXX123456789", "FRXX123456789"],
    ["IE", "IE1234567WA", "IE1234567WA"],
    ["GB", "GB 123 4567 89", "GB123456789"],
    ["NO", "NO 123 456 789 MVA", "NO123456789MVA"],
    ["ES", "ESX1234567R", "ESX1234567R"],
  ])("of %s: %s is kept as %s", (country, typed, vatId) => {
    expect(checkVatId(typed, country)).toEqual({ ok: true, vatId });
  });

  it.each([
    ["DE", "", "DE123456789"],
    ["DE", "DE012345678", "DE123456789"],
    ["DE", "DE1234567890", "DE123456789"],
    ["AT", "ATU1234567", "ATU12345678"],
    ["SE", "SE123456789002", "SE123456789001"],
    ["IT", "IT'; drop table merchants; --", "IT12345678901"],
    ["DE", "9".repeat(300), "DE123456789"],
    ["FR", "FRIO123456789", "FR12345678901"],
  ])("of %s: refuses %s and shows how one looks", (country, typed, example) => {
    const check = checkVatId(typed, country);
    expect(check.ok).toBe(false);
    expect(!check.ok && check.message).toContain(example);
  });

  it("say when an id is another country's", () => {
    const check = checkVatId("ATU12345678", "DE");
    expect(!check.ok && check.message).toContain("VAT id of another country (Austria)");
  });

  it("are kept for no country that has none of these forms", () => {
    expect(checkVatId("12-3456789", "US").ok).toBe(false);
  });
});
