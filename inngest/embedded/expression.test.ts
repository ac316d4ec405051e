import { describe, expect, it } from "vitest";
import { matchKeys, meets, parseExpression, waitMatch } from "./expression";

const event = {
  name: "order/held",
  data: { order: "ord_1", ok: true, count: 3, note: null, deep: { "odd key": "x" } },
};

describe("a trigger's condition", () => {
  it.each([
    ["event.data.order == 'ord_1'", true],
    ['event.data.order == "ord_1" && event.data.ok == true', true],
    ["event.data.count == 3 && event.data.note == null", true],
    ["'x' == event.data.deep['odd key']", true],
    ["event.data.order == 'ord_2'", false],
    ["event.data.count == '3'", false],
    ["event.data.missing == null", false],
    ["event.data.missing == event.data.missing", false],
    ["event.data.constructor == null", false],
  ])("%s is %s", (source, expected) => {
    expect(meets(parseExpression(source), event)).toBe(expected);
  });

  it.each([
    "event.data.count > 3",
    "event.data.ok",
    "event.data.ok == true || event.data.ok == false",
    "!(event.data.ok == true)",
    "event.data.order == 'a' event.data.ok == true",
    "event.data.order == 'a' &&",
    "size(event.data.order) == 3",
    "event.data. == 3",
    "user.id == 3",
    "",
  ])("refuses %s", (source) => {
    expect(() => parseExpression(source)).toThrow(/cannot read/);
  });
});

describe("a wait's condition", () => {
  it("becomes what the awaited event must contain, keyed by the first value", () => {
    const source = "async.data.order == event.data.order && async.data.result.ok == true";
    expect(waitMatch(parseExpression(source), event)).toEqual({
      match: { data: { order: "ord_1", result: { ok: true } } },
      key: "ord_1",
    });
    expect(matchKeys({ data: { order: "ord_1", amount: 3 } })).toContain("ord_1");
  });

  it.each(["event.data.order == 'ord_1'", "async.data.a == async.data.b", "async.data.x == event.data.missing"])(
    "that could never be met is refused: %s",
    (source) => {
      expect(() => waitMatch(parseExpression(source), event)).toThrow(/A wait compares/);
    },
  );

  it("cannot reach the prototype", () => {
    expect(() => waitMatch(parseExpression("async.__proto__.x == 'y'"), event)).toThrow(/A wait compares/);
  });
});
