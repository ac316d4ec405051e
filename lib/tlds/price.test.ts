import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kernel/errors";
import { catalogueData } from "./catalogue-data";
import { marginOf, type PriceRules, priceFromCost, pricesOf, roundPrice, termPrice } from "./price";
import { allowedTerms, requireTerm } from "./terms";

const rules: PriceRules = {
  currency: "USD",
  markupPercent: 20,
  markupFixedMinor: 100,
  rounding: "ninety_nine",
  sellAtLoss: false,
};

describe("PE-9: price = registrar price + the operator's markup (X-17)", () => {
  it.each([
    [1300, rules, 1699],
    [1332, rules, 1699],
    [1333, rules, 1799],
    [1300, { ...rules, rounding: "none" as const }, 1660],
    [1300, { ...rules, rounding: "whole" as const }, 1700],
    [0, rules, 199],
    [1300, { ...rules, markupPercent: 0, markupFixedMinor: 0, rounding: "none" as const }, 1300],
    [1001, { ...rules, markupPercent: 12.5, markupFixedMinor: 0, rounding: "none" as const }, 1127],
    [1300, { ...rules, currency: "JPY", rounding: "ninety_nine" as const }, 1660],
  ])("a cost of %i is sold as the formula says", (cost, with_, price) => {
    expect(priceFromCost(cost, with_)).toBe(price);
  });

  it("rounds up, never below the marked price and never by a whole unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom("none", "whole", "ninety_nine"),
        (cost, rounding) => {
          const price = roundPrice(cost, rounding as PriceRules["rounding"], "USD");
          expect(price).toBeGreaterThanOrEqual(cost);
          expect(price - cost).toBeLessThan(100);
          if (rounding === "whole") expect(price % 100).toBe(0);
          if (rounding === "ninety_nine") expect(price % 100).toBe(99);
        },
      ),
    );
  });

  const cost = { registerMinor: 1000, renewMinor: 1200, transferMinor: null, restoreMinor: 8000 };

  it("lets a price set by hand win, action by action", () => {
    const override = { registerMinor: 1500, renewMinor: null, transferMinor: 999, restoreMinor: null };
    expect(pricesOf(cost, override, rules)).toEqual({
      registerMinor: 1500,
      renewMinor: 1599,
      transferMinor: null,
      restoreMinor: 9799,
    });
  });

  it("AN-22: never sells below cost, unless the operator says so; the loss shows as a negative margin", () => {
    const override = { registerMinor: 500, renewMinor: null, transferMinor: null, restoreMinor: null };
    expect(pricesOf(cost, override, rules).registerMinor).toBe(1000);
    expect(pricesOf(cost, override, { ...rules, sellAtLoss: true }).registerMinor).toBe(500);
    expect(marginOf(500, 1000)).toEqual({ minor: -500, percent: -100 });
    expect(marginOf(1699, 1300)).toEqual({ minor: 399, percent: 23.5 });
    expect(marginOf(null, 1300)).toBeNull();
  });

  it("asks the first year's price once and the renewal price for each later year", () => {
    expect(termPrice({ registerMinor: 1000, renewMinor: 1500 }, 1)).toBe(1000);
    expect(termPrice({ registerMinor: 1000, renewMinor: 1500 }, 3)).toBe(4000);
  });
});

describe("CO-11: terms of a TLD", () => {
  const ai = catalogueData.find((entry) => entry.tld === "ai")!;

  it("sells .ai from 2 to 10 years and refuses one year with the allowed list", () => {
    expect(allowedTerms(ai)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(() => requireTerm(ai, 2)).not.toThrow();
    expect(() => requireTerm(ai, 1)).toThrow(AppError);
    expect(() => requireTerm(ai, 1)).toThrow("2 to 10 years (2, 3, 4, 5, 6, 7, 8, 9, 10)");
  });

  it.each([0, -1, 11, 1.5, Number.NaN])("refuses %s years of .com", (years) => {
    const com = catalogueData.find((entry) => entry.tld === "com")!;
    expect(() => requireTerm(com, years)).toThrow(AppError);
  });
});
