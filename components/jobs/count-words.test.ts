import { expect, it } from "vitest";
import { countWords } from "./count-words";

it("says what was counted and leaves out what was nothing", () => {
  expect(countWords({ invoices: 12, names: 14, unpriced: 0, stripeFees: 1 })).toBe(
    "12 invoices, 14 names, 1 stripe fees",
  );
  expect(countWords({ invoices: 0 })).toBe("nothing to do");
  expect(countWords({})).toBe("nothing to do");
});
