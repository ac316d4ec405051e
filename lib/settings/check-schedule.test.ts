import { describe, expect, it } from "vitest";
import { checkSchedule, surestLeadDays } from "./check-schedule";
import { defaultSettings } from "./schema";

const route53 = { label: "Route 53", mayRenewItself: true, preCharge: { days: 35, byTld: { jp: 30 } } };
const ladder = (...days: number[]) => days.map((day) => ({ day, charge: true, mail: true }));
const settings = { ...defaultSettings, dunningSteps: ladder(0, 3, 10) };

describe("settings against a registrar that charges early", () => {
  it("X-2: a lead of charge plus reminders is enough, and a day less is refused with the arithmetic", () => {
    expect(checkSchedule({ ...settings, renewalLeadDays: 45 }, [route53])).toBeNull();
    const problem = checkSchedule({ ...settings, renewalLeadDays: 44 }, [route53]);
    expect(problem).toContain("charges 35 days before expiry");
    expect(problem).toContain("44 − 10 = 34");
    expect(problem).toContain("1 day too late");
    expect(problem).toContain("at least 45 days ahead");
  });

  it("X-2: thirty days lose against thirty-five, whatever the reminders", () => {
    expect(checkSchedule({ ...settings, renewalLeadDays: 30, dunningSteps: ladder(0) }, [route53])).toContain(
      "30 − 0 = 30",
    );
  });

  it("X-1, X-2: on the 1st of the month a lead of 45 days is 14 at worst", () => {
    const monthly = { ...settings, renewalSchedule: "monthly" as const, renewalLeadDays: 45 };
    expect(surestLeadDays(monthly)).toBe(14);
    expect(checkSchedule(monthly, [route53])).toContain("14 days (45 − 31)");
    expect(checkSchedule({ ...monthly, renewalLeadDays: 76 }, [route53])).toBeNull();
    expect(checkSchedule({ ...monthly, renewalLeadDays: 75 }, [route53])).toContain("at least 76 days ahead");
  });

  it("an ending that is charged earlier than the others sets the measure", () => {
    const early = { ...route53, preCharge: { days: 30, byTld: { "com.ar": 40 } } };
    expect(checkSchedule({ ...settings, renewalLeadDays: 45 }, [early])).toContain(".com.ar names");
  });

  it("X-3: a registrar whose own renewals are off, or that never charges early, allows every schedule", () => {
    const tight = { ...settings, renewalSchedule: "monthly" as const, renewalLeadDays: 14 };
    expect(checkSchedule(tight, [{ ...route53, mayRenewItself: false }])).toBeNull();
    expect(checkSchedule(tight, [{ ...route53, preCharge: null }])).toBeNull();
    expect(checkSchedule(tight, [])).toBeNull();
  });
});
