import { expect, test } from "vitest";
import { matchingTlds } from "./matching-tlds";

const none = { registerMinor: null, renewMinor: null, transferMinor: null, restoreMinor: null };
const entries = [
  { tld: "com", tldUnicode: "com", group: "popular", sold: true, notSold: null, margins: none },
  {
    tld: "com.mx",
    tldUnicode: "com.mx",
    group: "country",
    sold: false,
    notSold: "switched_off" as const,
    margins: none,
  },
  { tld: "xn--e1a4c", tldUnicode: "ею", group: "country", sold: true, notSold: "no_cost" as const, margins: none },
  {
    tld: "shop",
    tldUnicode: "shop",
    group: "shop",
    sold: true,
    notSold: null,
    margins: { ...none, renewMinor: { minor: -1, percent: -1 } },
  },
];
const found = (filter: Parameters<typeof matchingTlds>[1]) => matchingTlds(entries, filter).map(({ tld }) => tld);

test("an ending is found by part of either form, with or without its dot", () => {
  expect(found({ q: ".COM" })).toEqual(["com", "com.mx"]);
  expect(found({ q: "ею" })).toEqual(["xn--e1a4c"]);
  expect(found({ q: "com", group: "country" })).toEqual(["com.mx"]);
  expect(found({})).toHaveLength(4);
});

test("what is sold, switched off, kept from being sold or sold at a loss is told apart", () => {
  expect(found({ sold: "sold" })).toEqual(["com", "shop"]);
  expect(found({ sold: "off" })).toEqual(["com.mx"]);
  expect(found({ sold: "blocked" })).toEqual(["xn--e1a4c"]);
  expect(found({ sold: "loss" })).toEqual(["shop"]);
});
