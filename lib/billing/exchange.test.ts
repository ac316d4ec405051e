import { describe, expect, it } from "vitest";
import { exchange, invoiceCurrency, rateBetween } from "./exchange";

const rates = { currency: "USD", exchangeRates: { EUR: 0.92, JPY: 151.3, GBP: 0.79 }, exchangeRatesAt: "2026-11-20" };

describe("AN-21: other currencies", () => {
  it("are exchanged at the operator's rate, whose day is kept", () => {
    expect(rateBetween("USD", "EUR", rates)).toEqual({ rate: "0.92", rateAt: new Date("2026-11-20T00:00:00Z") });
    expect(rateBetween("EUR", "GBP", rates)?.rate).toBe("0.8586956522");
    expect(rateBetween("USD", "USD", rates)).toEqual({ rate: "1", rateAt: null });
    expect(rateBetween("USD", "CHF", rates)).toBeNull();
  });

  it.each([
    [1499, "USD", "EUR", 1379],
    [1499, "USD", "JPY", 2268],
    [2268, "JPY", "USD", 1499],
    [1, "USD", "EUR", 1],
    [0, "USD", "EUR", 0],
    [5, "USD", "USD", 5],
  ])("%i of %s are %i of %s", (amountMinor, from, to, expected) => {
    expect(exchange(amountMinor, from, to, rateBetween(from, to, rates)!)).toBe(expected);
  });

  it("are the merchant's own where there is a rate, else the platform's", () => {
    expect(invoiceCurrency("EUR", rates)).toBe("EUR");
    expect(invoiceCurrency("CHF", rates)).toBe("USD");
    expect(invoiceCurrency(null, rates)).toBe("USD");
  });
});
