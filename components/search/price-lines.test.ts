import { expect, it } from "vitest";
import { priceLines } from "./price-lines";

const price = {
  currency: "USD",
  registerMinor: 1299,
  renewMinor: 1499,
  minYears: 1,
  maxYears: 10,
  firstTermMinor: 1299,
};

it("says the renewal beside the first year, in one line when they are equal", () => {
  expect(priceLines(price)).toEqual({ first: "12.99 USD for the first year", later: "then 14.99 USD a year" });
  expect(priceLines({ ...price, renewMinor: 1299 })).toEqual({ first: "12.99 USD a year", later: null });
});

it("names the whole first term where a registry sells no single year", () => {
  expect(priceLines({ ...price, minYears: 2, registerMinor: 6999, renewMinor: 6999, firstTermMinor: 13998 })).toEqual({
    first: "139.98 USD for the first 2 years",
    later: "then 69.99 USD a year",
  });
});
