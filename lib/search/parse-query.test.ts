import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { longestList, parseQuery } from "./parse-query";

const read = (raw: string) => parseQuery(raw, "com");

describe("what is searched for", () => {
  it.each([
    ["lumen", { mode: "name", label: "lumen", name: null, note: null }],
    ["LUMEN", { mode: "name", label: "lumen" }],
    ["lumen.shop", { mode: "name", label: "lumen", name: { ascii: "lumen.shop" } }],
    ["https://www.lumen.co.uk/about?x=1", { mode: "name", name: { ascii: "lumen.co.uk" } }],
    ["www.lumen.com", { mode: "name", name: { ascii: "lumen.com" } }],
    ["www.com", { mode: "name", name: { ascii: "www.com" } }],
    ["blog.lumen.com", { mode: "name", name: { ascii: "lumen.com" } }],
    ["bücher", { mode: "name", label: "xn--bcher-kva" }],
    ["12345", { mode: "name", label: "12345" }],
    ["lumen.shopp", { mode: "name", label: "lumen", name: null, note: "There is no ending .shopp." }],
    [
      "handmade candles berlin",
      { mode: "words", label: "handmadecandlesberlin", words: ["handmade", "candles", "berlin"] },
    ],
    ["Café & Bücher!", { mode: "words", label: expect.stringMatching(/^xn--cafbcher-/), words: ["café", "bücher"] }],
    ["", { mode: "empty" }],
    [" \n ,, \t", { mode: "empty" }],
    ["🍕 🍕", { mode: "invalid" }],
    ["co.uk", { mode: "invalid", message: ".co.uk is an ending. Put a name before it." }],
    ["my_shop", { mode: "invalid", suggestion: "my-shop" }],
    ["-shop", { mode: "invalid", suggestion: "shop" }],
    ["x".repeat(64), { mode: "invalid", message: expect.stringContaining("63 characters") }],
    ["127.0.0.1", { mode: "invalid", message: expect.stringContaining("IP address") }],
  ])("%j", (raw, expected) => {
    expect(read(raw)).toMatchObject(expected);
  });

  it("takes as many words as fit into 63 characters", () => {
    const parsed = read(Array(30).fill("abcdefghij").join(" "));
    expect(parsed).toMatchObject({ mode: "words", words: Array(6).fill("abcdefghij") });
  });
});

describe("AN-2: a pasted list", () => {
  it("reads lines, commas, semicolons and tabs, and gives bare names the first ending", () => {
    expect(read("lumen\nanker.shop, feder;kiesel.de\tmoos\r\n\r\nlast.com")).toMatchObject({
      mode: "list",
      entries: [
        { line: 1, name: { ascii: "lumen.com" } },
        { line: 2, name: { ascii: "anker.shop" } },
        { line: 2, name: { ascii: "feder.com" } },
        { line: 2, name: { ascii: "kiesel.de" } },
        { line: 2, name: { ascii: "moos.com" } },
        { line: 4, name: { ascii: "last.com" } },
      ],
      refused: [],
    });
  });

  it("names junk by its line, with what to type instead where there is something", () => {
    expect(read("ok.com\nmy_shop.com\n???\nlumen.shopp\nOK.com\n".concat("y".repeat(500)))).toMatchObject({
      entries: [{ line: 1 }],
      refused: [
        { line: 2, text: "my_shop.com", suggestion: "my-shop.com" },
        { line: 3, text: "???" },
        { line: 4, message: "There is no ending .shopp." },
        { line: 5, message: "The same name as in line 1." },
        { line: 6, text: `${"y".repeat(80)}…` },
      ],
    });
  });

  it(`takes ${longestList} names and says how many were left out`, () => {
    const parsed = read(Array.from({ length: 250 }, (_, i) => `n${i}.com`).join("\n"));
    expect(parsed).toMatchObject({
      refused: [
        { line: 201, text: "n200.com", message: "One search takes 200 names. This and 49 more were left out." },
      ],
    });
    expect(parsed.mode === "list" && parsed.entries).toHaveLength(200);
  });

  const blns = fileURLToPath(new URL("../../../shared/fixtures/web-security/blns.json", import.meta.url));
  it.skipIf(!existsSync(blns))(
    "answers every naughty string, alone and as a line (skipped without ../shared/fixtures)",
    () => {
      const strings = JSON.parse(readFileSync(blns, "utf8")) as string[];
      for (const text of strings) {
        const parsed = read(text);
        if (parsed.mode === "invalid") expect(parsed.message).not.toBe("");
        if (parsed.mode === "name" || parsed.mode === "words") expect(parsed.label).toMatch(/^[a-z0-9-]{1,63}$/);
      }
      const list = read(strings.slice(0, 150).join("\n"));
      expect(list.mode === "list" && list.entries.every(({ name }) => /^[a-z0-9.-]+$/.test(name.ascii))).toBe(true);
    },
  );
});
