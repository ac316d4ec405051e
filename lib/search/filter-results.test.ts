import { describe, expect, it } from "vitest";
import { activeFilters, applyAnswers, defaultFilters, filterResults, isBuyable, relaxations } from "./filter-results";
import type { SearchRow } from "./views";

function row(name: string, change: Partial<SearchRow> = {}, registerMinor = 1000, renewMinor = 2000): SearchRow {
  const dot = name.indexOf(".");
  return {
    name,
    unicode: name,
    label: name.slice(0, dot),
    ending: name.slice(dot),
    tld: name.slice(dot + 1),
    group: "popular",
    section: "list",
    position: 1,
    line: null,
    state: "available",
    price: { currency: "USD", registerMinor, renewMinor, minYears: 1, maxYears: 10, firstTermMinor: registerMinor },
    reason: null,
    note: null,
    restriction: null,
    warning: null,
    privacy: true,
    httpsOnly: false,
    ...change,
  };
}

const rows = [
  row("lumen.com", { section: "exact", state: "taken", position: 0 }, 1399, 1399),
  row("lumen.shop", { group: "shop", position: 1 }, 199, 3900),
  row("lumen.net", { position: 2, state: "taken" }, 1500, 1500),
  row("lumen.tech", { group: "tech", position: 3, state: "premium" }, 90_000, 90_000),
  row("lumen.io", { group: "tech", position: 4, state: "unknown" }, 4500, 4500),
  row("lumen.xyz", { position: 5, state: "checking" }, 250, 1300),
  row("lumen.zz", { position: 6, state: "not_sold", price: null }),
];
const shown = (change: Partial<typeof defaultFilters>) =>
  filterResults(rows, { ...defaultFilters, ...change }).map((row) => row.tld);

describe("AN-3: filters", () => {
  it("hides what is taken by default, but never the exact match", () => {
    expect(shown({})).toEqual(["com", "shop", "tech", "io", "xyz"]);
    expect(shown({ hideTaken: false })).toEqual(["com", "shop", "net", "tech", "io", "xyz", "zz"]);
  });

  it("filters by first-year and renewal price, shelf, length and premium", () => {
    expect(shown({ maxRegisterMinor: 250 })).toEqual(["com", "shop", "xyz"]);
    expect(shown({ maxRenewMinor: 1300 })).toEqual(["com", "xyz"]);
    expect(shown({ groups: ["tech", "shop"] })).toEqual(["com", "shop", "tech", "io"]);
    expect(shown({ maxLength: 4 })).toEqual(["com"]);
    expect(shown({ hidePremium: true })).toEqual(["com", "shop", "io", "xyz"]);
  });

  it("counts characters, not bytes or A-label letters", () => {
    const idn = row("xn--bcher-kva.de", { label: "bücher" });
    expect(filterResults([idn], { ...defaultFilters, maxLength: 6 })).toHaveLength(1);
    expect(filterResults([idn], { ...defaultFilters, maxLength: 5 })).toHaveLength(0);
  });

  it("sorts by price or renewal, unpriced last, and leaves the given rows alone", () => {
    expect(shown({ sort: "price" })).toEqual(["shop", "xyz", "com", "io", "tech"]);
    expect(shown({ sort: "renewal", hideTaken: false })).toEqual(["xyz", "com", "net", "shop", "io", "tech", "zz"]);
    expect(rows[0]?.tld).toBe("com");
  });

  it("shows every line of a pasted list", () => {
    const pasted = [row("a.com", { line: 1, state: "taken" }), row("b.com", { line: 2, position: 2 })];
    expect(filterResults(pasted, { ...defaultFilters, maxRegisterMinor: 1 })).toHaveLength(2);
  });

  it("counts what differs from the default, and says what taking one away would show", () => {
    expect(activeFilters(defaultFilters)).toEqual([]);
    const tight = { ...defaultFilters, maxRegisterMinor: 100, groups: ["tech"], sort: "price" as const };
    expect(activeFilters(tight)).toEqual(["maxRegisterMinor", "groups"]);
    expect(relaxations(rows, tight)).toEqual([{ filter: "maxRegisterMinor", shows: 2 }]);
  });
});

describe("answers arriving", () => {
  it("change their rows and no others; a premium answer brings its price", () => {
    const price = { ...rows[1]!.price!, registerMinor: 50_000 };
    const next = applyAnswers(rows, [
      { name: "lumen.xyz", state: "premium", note: null, price },
      { name: "lumen.io", state: "available", note: null },
      { name: "other.com", state: "available", note: null },
    ]);
    expect(next[5]).toMatchObject({ state: "premium", price: { registerMinor: 50_000 } });
    expect(next[4]).toMatchObject({ state: "available", price: { registerMinor: 4500 } });
    expect(next[1]).toBe(rows[1]);
    expect(next).toHaveLength(rows.length);
  });

  it.each([
    ["available", true],
    ["restricted", true],
    ["premium", true],
    ["unknown", false],
    ["checking", false],
    ["unasked", false],
    ["taken", false],
    ["reserved", false],
    ["not_sold", false],
    ["in_cart", false],
    ["owned", false],
  ] as const)("%s can be bought: %s", (state, expected) => {
    expect(isBuyable({ state })).toBe(expected);
  });
});
