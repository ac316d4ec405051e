import { expect, it } from "vitest";
import { lateRenewal } from "./late-renewal";

const prices = { registerMinor: 1200, renewMinor: 1599, transferMinor: null, restoreMinor: 9000 };

it("AN-25: a late year costs the renewal and the late fee, and is not offered where there is no grace or no price", () => {
  expect(lateRenewal({ prices, graceDays: 30, graceFeeMinor: 500 })).toBe(2099);
  expect(lateRenewal({ prices, graceDays: 30, graceFeeMinor: 0 })).toBe(1599);
  expect(lateRenewal({ prices, graceDays: 0, graceFeeMinor: 500 })).toBeNull();
  expect(lateRenewal({ prices: null, graceDays: 30, graceFeeMinor: 500 })).toBeNull();
});
