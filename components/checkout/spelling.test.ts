import { describe, expect, it } from "vitest";
import { needsSpellingCheck, spelledOut } from "./spelling";

describe("the spelling guard", () => {
  it("asks for long names and for doubled letters, and for nothing else", () => {
    expect(needsSpellingCheck("mystore")).toBe(false);
    expect(needsSpellingCheck("bookshop")).toBe(true);
    expect(needsSpellingCheck("abcdefghijkl")).toBe(false);
    expect(needsSpellingCheck("abcdefghijklm")).toBe(true);
  });

  it("counts letters, not the units that encode them", () => {
    expect(needsSpellingCheck("𝒶𝒷𝒸𝒹𝒶𝒷𝒸")).toBe(false);
    expect(needsSpellingCheck("bücher")).toBe(false);
    expect(spelledOut("büch")).toBe("b · ü · c · h");
  });
});
