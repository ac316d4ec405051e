import { describe, expect, it } from "vitest";
import { taxOf } from "./tax";

describe("taxOf", () => {
  it.each([
    ["the country's own rate", [1000, 2000], "DE", { DE: 19, "*": 5 }, 570, [190, 380]],
    ["the rate for all others", [1000, 2000], "FR", { DE: 19, "*": 5 }, 150, [50, 100]],
    ["the rate for all others where no country is known", [1000], null, { DE: 19, "*": 5 }, 50, [50]],
    ["nothing where there is no rate", [1000], "US", {}, 0, [0]],
    ["nought as a rate of its own", [1000], "CH", { CH: 0, "*": 20 }, 0, [0]],
    ["nothing on nothing", [], "DE", { DE: 19 }, 0, []],
    ["half a cent up, once for the whole", [5], "XX", { XX: 10 }, 1, [1]],
  ] as const)("M-4: takes %s", (_, lines, country, rates, taxMinor, byLine) => {
    expect(taxOf(lines, country, rates)).toMatchObject({ taxMinor, byLine });
  });

  it("M-4: the lines sum to the whole, whatever the rate and however odd the prices", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const lines = Array.from({ length: 1 + (seed % 9) }, (_, index) => (seed * 7919 + index * 104_729) % 5000);
      const { taxMinor, byLine } = taxOf(lines, "DE", { DE: (seed % 300) / 10 });
      expect(byLine.reduce((sum, part) => sum + part, 0)).toBe(taxMinor);
      expect(byLine.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
    }
  });

  it("says in the note what rate was taken, and of which country", () => {
    expect(taxOf([1000], "DE", { DE: 19 }).note).toBe("Includes 19 % tax (DE)");
    expect(taxOf([1000], "DE", {}).note).toBe("No tax");
  });
});
