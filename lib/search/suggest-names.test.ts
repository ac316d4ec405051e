import { describe, expect, it } from "vitest";
import { suggestNames } from "./suggest-names";

const tlds = ["com", "shop", "store", "net", "online", "de", "co.uk", "boutique"];
const suggest = (label: string, words: string[] = [], country: string | null = null) =>
  suggestNames({ label, words, tlds, exactTld: "com", country }).map(
    ({ label: l, tld, reason }) => `${l}.${tld}: ${reason}`,
  );

describe("AN-1: names near a query, each with why", () => {
  it.each([
    ["blumen", [], "DE", "blumen.de: your shop's country"],
    ["blumen", [], "GB", "blumen.co.uk: your shop's country"],
    ["berlinshop", [], null, "berlin.shop: same name, shorter: the ending completes it"],
    ["berlin-shop", [], null, "berlin.shop: same name, shorter: the ending completes it"],
    ["berlin-shop", [], null, "berlinshop.com: without the hyphen"],
    ["handmadecandles", ["handmade", "candles"], null, "handmade-candles.com: your words with hyphens"],
    ["thebestcandles", ["the", "best", "candles"], null, "candles.com: only the words that tell"],
    ["gooogle", [], null, "gogle.com: without the doubled letter"],
    ["candles", [], null, "candle.com: without the s"],
    ["candle", [], null, "candles.com: with an s"],
    ["lumen", [], null, "lumen.shop: exact word, an ending for shops"],
    ["lumen", [], null, "lumenshop.com: with “shop” at the end"],
    ["lumen", [], null, "getlumen.com: with “get” in front"],
    ["lumen", [], null, "lumen.net: exact word, other ending"],
  ])("%s", (label, words, country, expected) => {
    expect(suggest(label, words, country)).toContain(expected);
  });

  it("puts the country first, never repeats a name, and never names the exact match", () => {
    const found = suggest("lumen", [], "DE");
    expect(found[0]).toBe("lumen.de: your shop's country");
    const names = found.map((line) => line.split(":")[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("lumen.com");
  });

  it("leaves spelling alone for names in other scripts", () => {
    const found = suggest("xn--bcher-kva");
    expect(found.length).toBeGreaterThan(3);
    for (const line of found) expect(line).toMatch(/^xn--bcher-kva\./);
  });

  it("suggests only what is sold and what a registry takes", () => {
    for (const label of ["a", "ab", "-", "a".repeat(63), "shop", "s"]) {
      for (const { label: name, tld } of suggestNames({ label, words: [], tlds, exactTld: "com", country: "XX" })) {
        expect(tlds).toContain(tld);
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
      }
    }
    expect(suggestNames({ label: "lumen", words: [], tlds: [], exactTld: "com", country: "DE" })).toEqual([]);
  });
});
