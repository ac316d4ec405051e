import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteTxt, unquoteTxt } from "./txt-value";

describe("TXT values", () => {
  it.each([
    ["v=spf1 -all", '"v=spf1 -all"'],
    ["", '""'],
    ['a "quoted" \\ word', '"a \\"quoted\\" \\\\ word"'],
    ["grüße", '"gr\\303\\274\\303\\237e"'],
    ["a\tb", '"a\\011b"'],
    ["a".repeat(255), `"${"a".repeat(255)}"`],
    ["a".repeat(256), `"${"a".repeat(255)}" "a"`],
    ["é".repeat(128), `"${"\\303\\251".repeat(127)}\\303" "\\251"`],
  ])("%j is written as Route 53 takes it, and read back", (text, value) => {
    expect(quoteTxt(text)).toBe(value);
    expect(unquoteTxt(value)).toBe(text);
  });

  it.each([
    ['"one" "two"', "onetwo"],
    ['"one""two"', "onetwo"],
    ["token", "token"],
    ['"\\052 and \\a"', "* and a"],
    ['"\\377"', "ÿ"],
    ['"line\nbreak"', "line\nbreak"],
  ])("%j, as others write it, reads as %j", (value, text) => {
    expect(unquoteTxt(value)).toBe(text);
  });

  it("any text comes back as it was, in strings of at most 255 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 900 }), (text) => {
        const value = quoteTxt(text);
        expect(unquoteTxt(value)).toBe(text);
        for (const [, string = ""] of value.matchAll(/"((?:[^"\\]|\\.)*)"/g))
          expect(string.replace(/\\[0-7]{3}|\\./g, "x").length).toBeLessThanOrEqual(255);
      }),
    );
  });
});
