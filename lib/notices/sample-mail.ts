import { DAY, later } from "@/lib/kernel/clock";
import type { Fees } from "./domain-fees";
import { expiryText } from "./expiry-text";
import { policyWindows, reminderSteps, verificationDays } from "./kinds";
import { reminderText } from "./reminder-text";
import { verificationText } from "./verification-text";

type Text = { subject: string; body: string };
type Platform = { name: string; email: string; url: string };

const fees: Fees = {
  currency: "USD",
  renewMinor: 1599,
  lateRenewMinor: 1599,
  restoreMinor: 9599,
  graceDays: 45,
  redemptionDays: 30,
};

/** A mail of a kind as it would be written today, about a name that nobody has; null for kinds that only a fact can fill. */
export function sampleMail(kind: string, platform: Platform, now: Date): Text | null {
  const window = policyWindows.find((each) => each.kind === kind);
  if (window) {
    const expiry = { registrantName: "Robin", merchantName: "Fern & Fable", autoRenew: false, fees };
    const expiresAt = later(now, window.targetDays * DAY);
    const renewUrl = `${platform.url}/domains`;
    return expiryText({ ...expiry, kind: window.kind, nameAscii: "example.com", expiresAt, renewUrl }, platform, now);
  }
  const step = reminderSteps.find((each) => each.kind === kind);
  if (step) {
    const name = { renewPriceMinor: 1599, currency: "USD" };
    const names = [
      { ...name, nameAscii: "example.com", autoRenew: false },
      { ...name, nameAscii: "example.shop", autoRenew: true },
    ];
    return reminderText({ personName: "Robin", expiresAt: later(now, step.fromDays * DAY), names }, platform.url, now);
  }
  const day = verificationDays.find((each) => kind === `verify_${each}`);
  if (day === undefined) return null;
  return verificationText(
    {
      personName: "Robin",
      nameAscii: "example.com",
      registrantEmail: "robin@example.com",
      registrarLabel: "the registrar",
      verifyBy: later(now, (15 - day) * DAY),
      domainUrl: `${platform.url}/domains`,
    },
    now,
  );
}
