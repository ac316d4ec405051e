import { describe, expect, it } from "vitest";
import { descriptionOf, innerFields, typeWords } from "./type-words";

describe("a schema in words", () => {
  it.each<[string, object, object]>([
    ["text", { type: "string" }, { words: "string" }],
    ["a moment", { type: "string", format: "date-time" }, { words: "moment" }],
    ["a choice", { type: "string", enum: ["a", "b"] }, { words: "a | b" }],
    ["a bounded number", { type: "integer", minimum: 1, maximum: 10 }, { words: "integer, 1 to 10" }],
    ["a whole number", { type: "integer" }, { words: "integer" }],
    ["text that may be null", { type: ["string", "null"] }, { words: "string", nullable: true }],
    ["a named schema", { $ref: "#/components/schemas/Money" }, { words: "Money", names: "Money" }],
    ["a list of them", { type: "array", items: { $ref: "#/c/Money" } }, { words: "Money", names: "Money", list: true }],
    [
      "one that may be null",
      { anyOf: [{ $ref: "#/c/Money" }, { type: "null" }] },
      { words: "Money", names: "Money", nullable: true },
    ],
  ])("%s", (_, schema, words) => {
    expect(typeWords(schema)).toEqual({ names: null, list: false, nullable: false, ...words });
  });

  it("describes itself, also where it may be null", () => {
    expect(descriptionOf({ type: "string", description: "Mine." })).toBe("Mine.");
    expect(descriptionOf({ anyOf: [{ type: "string", description: "Inner." }, { type: "null" }] })).toBe("Inner.");
    expect(descriptionOf({ type: "string" })).toBeUndefined();
  });

  it("finds the fields of an object, and of the objects in a list that may be null", () => {
    const object = { type: "object", properties: { a: { type: "string" } } };
    expect(innerFields({ type: "string" })).toBeNull();
    expect(innerFields(object)).toBe(object);
    expect(innerFields({ anyOf: [{ type: "array", items: object }, { type: "null" }] })).toBe(object);
  });
});
