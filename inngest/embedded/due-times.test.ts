import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { endOf, retryAt } from "./due-times";

const now = new Date("2026-11-20T12:00:00Z");
const msTo = (date: Date) => date.getTime() - now.getTime();

describe("the end of a sleep", () => {
  it.each([
    ["2s", 2 * SECOND],
    ["1d2h30m10s", DAY + 2 * HOUR + 30 * MINUTE + 10 * SECOND],
    ["1w", 7 * DAY],
    ["2026-11-20T13:00:00.000Z", HOUR],
  ])("%s", (duration, ms) => {
    expect(msTo(endOf(duration, now))).toBe(ms);
  });

  it.each(["", "soon", "undefined", "5 apples"])("that is no time is refused: %j", (duration) => {
    expect(() => endOf(duration, now)).toThrow(/no duration and no date/);
  });
});

describe("the next try", () => {
  it("comes later each time, within half a minute of Inngest's steps", () => {
    const steps = [
      15 * SECOND,
      30 * SECOND,
      MINUTE,
      2 * MINUTE,
      5 * MINUTE,
      10 * MINUTE,
      20 * MINUTE,
      40 * MINUTE,
      HOUR,
    ];
    for (const [attempt, step] of [...steps, 2 * HOUR, 2 * HOUR].entries()) {
      const wait = msTo(retryAt(attempt, undefined, "run_1:step", now));
      expect(wait).toBeGreaterThanOrEqual(step);
      expect(wait).toBeLessThan(step + 30 * SECOND);
    }
  });

  it("differs between runs that failed together, and not between two looks at one", () => {
    const waits = ["a", "b", "c", "d"].map((seed) => msTo(retryAt(0, undefined, seed, now)));
    expect(new Set(waits).size).toBe(4);
    expect(msTo(retryAt(0, undefined, "a", now))).toBe(waits[0]);
  });

  it.each([
    ["90", 90 * SECOND],
    ["2026-11-20T12:10:00.000Z", 10 * MINUTE],
    ["0", SECOND],
    ["9999999", DAY],
    ["2020-01-01T00:00:00.000Z", SECOND],
  ])("obeys the function's own wish, within bounds: %s", (wish, ms) => {
    expect(msTo(retryAt(0, wish, "a", now))).toBe(ms);
  });
});
