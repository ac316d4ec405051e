import { describe, expect, it } from "vitest";
import { duePeriod } from "./due-period";

const daily = { renewalSchedule: "daily", renewalHour: 4, timeZone: "UTC" } as const;
const monthly = { ...daily, renewalSchedule: "monthly" } as const;
const at = (iso: string) => new Date(iso);

describe("the period that is due", () => {
  it("CO-34: daily, begins at the hour of the operator's zone and lasts until it the day after", () => {
    expect(duePeriod(daily, at("2026-11-20T03:59:59Z"))).toBe("2026-11-19");
    expect(duePeriod(daily, at("2026-11-20T04:00:00Z"))).toBe("2026-11-20");
    expect(duePeriod(daily, at("2026-11-21T03:59:59Z"))).toBe("2026-11-20");
    const tokyo = { ...daily, timeZone: "Asia/Tokyo" };
    expect(duePeriod(tokyo, at("2026-11-20T18:59:59Z"))).toBe("2026-11-20");
    expect(duePeriod(tokyo, at("2026-11-20T19:00:00Z"))).toBe("2026-11-21");
  });

  it("PE-34: monthly, begins on the 1st at the hour and lasts the month", () => {
    expect(duePeriod(monthly, at("2026-12-01T03:59:00Z"))).toBe("2026-11");
    expect(duePeriod(monthly, at("2026-12-01T04:00:00Z"))).toBe("2026-12");
    expect(duePeriod(monthly, at("2026-12-02T01:00:00Z"))).toBe("2026-12");
    expect(duePeriod(monthly, at("2027-01-01T00:00:00Z"))).toBe("2026-12");
  });

  it("an hour that a change of clocks leaves out, or repeats, makes one period all the same", () => {
    const berlin = { ...daily, renewalHour: 2, timeZone: "Europe/Berlin" };
    expect(duePeriod(berlin, at("2026-03-29T00:59:00Z"))).toBe("2026-03-28");
    expect(duePeriod(berlin, at("2026-03-29T01:00:00Z"))).toBe("2026-03-29");
    expect(duePeriod(berlin, at("2026-10-25T00:00:00Z"))).toBe("2026-10-25");
    expect(duePeriod(berlin, at("2026-10-25T01:30:00Z"))).toBe("2026-10-25");
  });
});
