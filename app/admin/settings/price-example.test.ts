import { expect, test } from "vitest";
import { examplePrices } from "./price-example";

const typed = { currency: "USD", markupPercent: "20", markupFixed: "1.00", rounding: "ninety_nine", sellAtLoss: false };

test("PE-9: a cost of 9.99 with 20 % and 1.00, rounded to .99, is sold for 12.99", () => {
  expect(examplePrices(typed)?.[1]).toEqual({ cost: "9.99 USD", price: "12.99 USD" });
  expect(examplePrices({ ...typed, rounding: "none" })?.[1]?.price).toBe("12.99 USD");
  expect(examplePrices({ ...typed, rounding: "whole" })?.[1]?.price).toBe("13.00 USD");
});

test("nothing is made up from rules that are half typed", () => {
  expect(examplePrices({ ...typed, markupPercent: "" })).toBeNull();
  expect(examplePrices({ ...typed, markupFixed: "1.0.0" })).toBeNull();
  expect(examplePrices({ ...typed, currency: "US" })).toBeNull();
});
