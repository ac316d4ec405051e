import { describe, expect, it } from "vitest";
import { DAY, later } from "@/lib/kernel/clock";
import { type ExposedName, type ForecastRules, forecast } from "./forecast";

const now = new Date("2026-11-20T00:00:00Z");
const rules: ForecastRules = {
  now,
  timeZone: "UTC",
  graceWindowDays: 2,
  renewFirstAboveMinor: 0,
  renewFirstLimitMinor: 0,
  owedMinor: {},
};
const inDays = (days: number) => later(now, days * DAY).toISOString();
let nth = 0;
const name = (given: Partial<ExposedName> = {}): ExposedName => ({
  domainId: `dom_${++nth}`,
  nameAscii: `n${nth}.com`,
  merchantId: "mer_1",
  merchantName: "Fern",
  registrar: "sandbox",
  policy: "on_until_unpaid",
  wanted: true,
  paid: false,
  expiresAt: inDays(45),
  takesAt: inDays(10),
  costMinor: 1000,
  revenue30dMinor: 0,
  triesAt: [inDays(1), inDays(9)],
  invoiceId: null,
  ...given,
});
const one = (given: Partial<ExposedName>, with_: Partial<ForecastRules> = {}) =>
  forecast([name(given)], { ...rules, ...with_ });

describe("what registrars will take", () => {
  it("PE-38, L-7: a name that keeps its own renewal is taken on its day, at its cost", () => {
    const { days, takenMinor } = one({ policy: "on" });
    expect(takenMinor).toBe(1000);
    expect(days).toMatchObject([{ day: "2026-11-30", taken: 1, takenMinor: 1000, switchedOff: 0 }]);
  });

  it("PE-40: inside the grace window it is switched off, and the last safe moment is that much earlier", () => {
    const { days, switchedOff } = one({});
    expect(switchedOff).toBe(1);
    expect(days[0]!.names[0]).toMatchObject({ outcome: "switched_off", lastSafeAt: inDays(8), triesLeft: 1 });
  });

  it("PE-40: a wider window leaves merchants fewer tries; none at all lets the registrar take the money", () => {
    const at = (graceWindowDays: number) => one({}, { graceWindowDays });
    expect(at(0)).toMatchObject({ takenMinor: 1000, switchedOff: 0, withoutTry: 0 });
    expect(at(1)).toMatchObject({ takenMinor: 0, switchedOff: 1, withoutTry: 0 });
    expect(at(1).days[0]!.names[0]!.triesLeft).toBe(2);
    expect(at(9).days[0]!.names[0]!.triesLeft).toBe(1);
    expect(at(10)).toMatchObject({ switchedOff: 1, withoutTry: 1 });
  });

  it("what is paid, unwanted or against the policy is not taken; what is due this hour is", () => {
    expect(one({ paid: true })).toMatchObject({ taken: 0, switchedOff: 0 });
    expect(one({ wanted: false, policy: "on" })).toMatchObject({ taken: 0, switchedOff: 1 });
    expect(one({ policy: "off" })).toMatchObject({ taken: 0, switchedOff: 1 });
    const late = one({ takesAt: inDays(-1), policy: "off" });
    expect(late).toMatchObject({ taken: 1 });
    expect(late.days[0]!.day).toBe("2026-11-20");
  });

  it("L-6: a name that earns is renewed first, up to what its merchant may owe, the earliest first", () => {
    const earning = { revenue30dMinor: 90_000 };
    const policy = { renewFirstAboveMinor: 50_000, renewFirstLimitMinor: 2500, owedMinor: { mer_1: 600 } };
    const result = forecast(
      [
        name({ ...earning, takesAt: inDays(12), nameAscii: "second.com" }),
        name({ ...earning, takesAt: inDays(11), nameAscii: "first.com" }),
        name({ ...earning, takesAt: inDays(13), nameAscii: "other.com", merchantId: "mer_2" }),
        name({ takesAt: inDays(11), nameAscii: "idle.com" }),
      ],
      { ...rules, ...policy },
    );
    const outcome = Object.fromEntries(
      result.days.flatMap((day) => day.names.map((each) => [each.nameAscii, each.outcome])),
    );
    expect(outcome).toEqual({
      "first.com": "renewed_first",
      "second.com": "switched_off",
      "other.com": "renewed_first",
      "idle.com": "switched_off",
    });
    expect(result).toMatchObject({ advancedMinor: 2000, renewedFirst: 2 });
  });

  it("days are the operator's, and an unknown cost is counted and not guessed", () => {
    const late = { policy: "on" as const, takesAt: "2026-11-30T23:30:00.000Z", costMinor: null };
    const result = one(late, { timeZone: "Asia/Tokyo" });
    expect(result.days[0]!.day).toBe("2026-12-01");
    expect(result).toMatchObject({ taken: 1, takenMinor: 0, unpriced: 1 });
  });
});
