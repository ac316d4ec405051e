import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAmount, formatMoney, fractionDigits, splitByWeight, toMinor } from "./money";

const sum = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0);

describe("amounts", () => {
  it.each([
    [1299, "USD", "12.99", "12.99 USD"],
    [0, "USD", "0.00", "0.00 USD"],
    [1, "EUR", "0.01", "0.01 EUR"],
    [1299, "JPY", "1,299", "1,299 JPY"],
    [1234, "KWD", "1.234", "1.234 KWD"],
    [123_456_789, "USD", "1,234,567.89", "1,234,567.89 USD"],
    [-550, "USD", "-5.50", "-5.50 USD"],
  ])("%d in %s reads %s", (minor, currency, amount, money) => {
    expect(formatAmount(minor, currency)).toBe(amount);
    expect(formatMoney(minor, currency)).toBe(money);
  });

  it.each([
    [12.99, "USD", 1299],
    [1.005, "USD", 101],
    [0.1 + 0.2, "USD", 30],
    [1234, "JPY", 1234],
    [1.2345, "KWD", 1235],
    [19.99, "EUR", 1999],
    [8.165, "USD", 817],
  ])("a vendor's %d %s is %d in minor units", (decimal, currency, minor) => {
    expect(toMinor(decimal, currency)).toBe(minor);
  });

  it("survives the way to a vendor's decimals and back for every price there is", () => {
    for (let minor = 0; minor <= 20_000; minor += 1)
      for (const currency of ["USD", "JPY", "KWD"])
        expect(toMinor(minor / 10 ** fractionDigits(currency), currency)).toBe(minor);
  });

  it("refuses a currency that is none", () => {
    expect(() => formatMoney(1, "DOLLARS")).toThrow(RangeError);
  });
});

describe("splitByWeight", () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [1, 2, 3], [2, 3, 5]],
    [0, [5, 5], [0, 0]],
    [7, [0, 0, 0], [7, 0, 0]],
    [1, [1, 1, 1, 1], [1, 0, 0, 0]],
    [5, [0, 1], [0, 5]],
    [99, [1399], [99]],
    [3, [], []],
  ])("M-4: %d over %j is %j", (total, weights, parts) => expect(splitByWeight(total, weights)).toEqual(parts));

  it("M-4: whatever the weights, the parts are whole, sum to the total, and are off by less than one", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, (total, given) => {
        const parts = splitByWeight(total, given);
        expect(sum(parts)).toBe(total);
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        const all = sum(given);
        if (all > 0)
          for (const [i, part] of parts.entries()) expect(Math.abs(part - (total * given[i]!) / all)).toBeLessThan(1);
      }),
      { numRuns: 300 },
    );
  });
});
