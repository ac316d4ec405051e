import { displayName } from "@/lib/kernel/display-name";
import type { Settings } from "./schema";

/** How long before expiry a registrar renews by itself and charges the platform; `byTld` where an ending differs. */
export type PreCharge = { days: number; byTld: Record<string, number> };

/** One registrar account as far as its own renewals go. `mayRenewItself`: its policy, or that of a name in it, is not off. */
export type AccountTerms = {
  label: string;
  mayRenewItself: boolean;
  preCharge: PreCharge | null;
};

type Schedule = Pick<Settings, "renewalSchedule" | "renewalLeadDays" | "dunningSteps">;

/** On the 1st of a month only: a name may have missed the run by a moment and waits for the next. */
const longestMonthDays = 31;

/** Days before expiry at which every name has its invoice, on the schedule and lead of these settings. */
export function surestLeadDays({ renewalSchedule, renewalLeadDays }: Schedule): number {
  return renewalSchedule === "monthly" ? renewalLeadDays - longestMonthDays : renewalLeadDays;
}

/**
 * Why these settings lose money, with the arithmetic, or null when they do not: where a registrar renews by itself, an
 * invoice and the whole ladder of reminders must come before its charge (X-2).
 */
export function checkSchedule(settings: Schedule, accounts: readonly AccountTerms[]): string | null {
  const dunningDays = settings.dunningSteps.at(-1)?.day ?? 0;
  const lead = surestLeadDays(settings);
  for (const { label, mayRenewItself, preCharge } of accounts) {
    if (!mayRenewItself || !preCharge) continue;
    const worst = worstOf(preCharge);
    const needed = worst.days + dunningDays;
    if (lead >= needed) continue;
    const invoiced =
      settings.renewalSchedule === "monthly"
        ? `Invoices on the 1st, ${settings.renewalLeadDays} days ahead, leave some names ${Math.max(lead, 0)} days (${settings.renewalLeadDays} − ${longestMonthDays})`
        : `Invoices come ${settings.renewalLeadDays} days before expiry`;
    return (
      `${label} renews${worst.tld ? ` .${displayName(worst.tld)} names` : ""} by itself and charges ${worst.days} days before expiry. ` +
      `${invoiced}, and reminders take ${dunningDays} days: ${lead} − ${dunningDays} = ${lead - dunningDays}, which is ${needed - lead} ` +
      `${needed - lead === 1 ? "day" : "days"} too late for ${worst.days}. Nothing was saved. Invoice at least ${needed + (settings.renewalLeadDays - lead)} days ahead, ` +
      `shorten the reminders to ${Math.max(lead - worst.days, 0)} days, or switch that account's own renewals off.`
    );
  }
  return null;
}

function worstOf({ days, byTld }: PreCharge): { days: number; tld: string | null } {
  let worst: { days: number; tld: string | null } = { days, tld: null };
  for (const [tld, own] of Object.entries(byTld)) if (own > worst.days) worst = { days: own, tld };
  return worst;
}
