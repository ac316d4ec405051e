import { describe, expect, it } from "vitest";
import { formatAge, formatClock, formatDay, formatDistance, formatDuration } from "./format-moment";

describe("moments in words", () => {
  it("writes a day in UTC, whatever the hour", () => {
    expect(formatDay("2027-02-14T23:59:59Z")).toBe("14 Feb 2027");
    expect(formatDay("2027-02-14T23:59:59-05:00")).toBe("15 Feb 2027");
  });

  it("counts whole days, not spans of 24 hours", () => {
    expect(formatDistance("2027-02-14T00:10:00Z", "2026-11-20T23:50:00Z")).toBe("in 86 days");
    expect(formatDistance("2026-11-21T00:10:00Z", "2026-11-20T23:50:00Z")).toBe("tomorrow");
    expect(formatDistance("2026-11-20T00:10:00Z", "2026-11-20T23:50:00Z")).toBe("today");
    expect(formatDistance("2026-11-19T23:00:00Z", "2026-11-20T01:00:00Z")).toBe("yesterday");
    expect(formatDistance("2026-11-17T23:00:00Z", "2026-11-20T01:00:00Z")).toBe("3 days ago");
  });

  it("shows tenths only below ten seconds and never a negative span", () => {
    expect(formatDuration(-300)).toBe("0.0 s");
    expect(formatDuration(412)).toBe("0.4 s");
    expect(formatDuration(9_960)).toBe("10 s");
    expect(formatDuration(125_000)).toBe("2 min 05 s");
    expect(formatDuration(11_520_000)).toBe("3 h 12 min");
    expect(formatDuration(4 * 86_400_000)).toBe("4 days");
  });

  it("says how old a fact is", () => {
    expect(formatAge("2026-11-20T12:00:00Z", "2026-11-20T12:00:40Z")).toBe("just now");
    expect(formatAge("2026-11-20T12:00:00Z", "2026-11-20T12:03:40Z")).toBe("3 min ago");
    expect(formatAge("2026-11-18T12:00:00Z", "2026-11-20T11:03:40Z")).toBe("47 h ago");
  });

  it("tells the clock in the zone it is asked for", () => {
    expect(formatClock("2026-11-20T12:03:40Z")).toBe("12:03");
    expect(formatClock("2026-11-20T12:03:40Z", { seconds: true, timeZone: "Europe/Berlin" })).toBe("13:03:40");
  });
});
