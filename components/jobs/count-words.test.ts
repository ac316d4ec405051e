import { expect, it } from "vitest";
import { countWords } from "./count-words";

it("says what was counted and leaves out what was nothing", () => {
  expect(countWords({ invoices: 12, names: 1, unpriced: 0, sentLate: 3, priceMinor: 4197 }, "USD")).toBe(
    "12 invoices, 1 name, 3 sent late, price 41.97 USD",
  );
  expect(countWords({ invoices: 0 }, "USD")).toBe("nothing to do");
  expect(countWords({}, "USD")).toBe("nothing to do");
});
