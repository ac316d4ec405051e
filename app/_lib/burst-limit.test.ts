import { describe, expect, it } from "vitest";
import { BurstLimit } from "./burst-limit";

describe("the flood limit", () => {
  it("lets a burst through, stops what is over it, and fills by time", () => {
    const limit = new BurstLimit(3, 1);
    expect([0, 0, 0, 0].map((at) => limit.take("a", at))).toEqual([true, true, true, false]);
    expect(limit.take("b", 0)).toBe(true);
    expect(limit.take("a", 999)).toBe(false);
    expect(limit.take("a", 1000)).toBe(true);
  });

  it("remembers a bounded number of addresses, the ones that were seen last", () => {
    const limit = new BurstLimit(1, 0.001, 2);
    for (const key of ["a", "b", "a", "c"]) limit.take(key, 0);
    expect(limit.take("a", 0)).toBe(false);
    expect(limit.take("b", 0)).toBe(true);
  });
});
