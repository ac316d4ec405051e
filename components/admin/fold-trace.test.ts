import { expect, test } from "vitest";
import { foldTrace } from "./fold-trace";

const call = (verb: string, outcome = "ok", status = 200) => ({ provider: "registrar", verb, outcome, status });
const sizes = (...rows: ReturnType<typeof call>[]) => foldTrace(rows).map((group) => group.length);

test("AN-51: a call made over and over while waiting is one group, and none is lost", () => {
  const polls = Array.from({ length: 30 }, () => call("operation"));
  expect(sizes(call("register"), ...polls, call("domain"))).toEqual([1, 30, 1]);
});

test("a few calls, or one whose outcome was another, stand for themselves", () => {
  expect(sizes(call("price"), call("price"), call("price"))).toEqual([1, 1, 1]);
  const polls = Array.from({ length: 4 }, () => call("operation"));
  expect(sizes(...polls, call("operation", "error", 500), ...polls)).toEqual([4, 1, 4]);
});
