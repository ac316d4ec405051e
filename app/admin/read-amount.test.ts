import { expect, test } from "vitest";
import { readAmount } from "./read-amount";

test("an amount is read to the cent, with a point or a comma", () => {
  expect(readAmount("12.99", "USD")).toBe(1299);
  expect(readAmount("12,9", "EUR")).toBe(1290);
  expect(readAmount(" 7 ", "USD")).toBe(700);
  expect(readAmount("0.07", "USD")).toBe(7);
  expect(readAmount("1500", "JPY")).toBe(1500);
});

test("what is no amount of the currency is not taken for one", () => {
  for (const typed of ["", "-1", "12.999", "1e3", "1,000.00", "12.99 USD", "=1+1", "١٢", "NaN", "9999999999"]) {
    expect(readAmount(typed, "USD"), typed).toBeUndefined();
  }
  expect(readAmount("10.5", "JPY")).toBeUndefined();
});
