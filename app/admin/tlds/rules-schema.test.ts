import { expect, test } from "vitest";
import { rulesSchema } from "./rules-schema";

const form = {
  tld: "de",
  group: "country",
  minYears: "1",
  maxYears: "1",
  graceDays: "0",
  redemptionDays: "30",
  lockDays: "0",
  restriction: "  ",
  routedAccountId: "",
};

test("a form of rules becomes numbers, flags and nothings", () => {
  expect(rulesSchema.parse({ ...form, idn: "on" })).toEqual({
    tld: "de",
    group: "country",
    minYears: 1,
    maxYears: 1,
    graceDays: 0,
    redemptionDays: 30,
    lockDays: 0,
    privacy: false,
    idn: true,
    authCodeRequired: false,
    httpsOnly: false,
    restriction: null,
    routedAccountId: null,
  });
});

test("terms and days outside what registries have are refused by field", () => {
  const refused = (change: object) => rulesSchema.safeParse({ ...form, ...change }).error?.issues[0]?.path[0];
  expect(refused({ maxYears: "11" })).toBe("maxYears");
  expect(refused({ minYears: "0" })).toBe("minYears");
  expect(refused({ graceDays: "-1" })).toBe("graceDays");
  expect(refused({ lockDays: "1.5" })).toBe("lockDays");
  expect(refused({ group: "no shelf" })).toBe("group");
});
