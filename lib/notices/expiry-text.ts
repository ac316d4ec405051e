import { DAY, later } from "@/lib/kernel/clock";
import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import { dayInWords, distanceInWords } from "./days-in-words";
import type { Fees } from "./domain-fees";
import { mailText, plainWords } from "./mail-text";

/** What a registrant is told about a name that runs out or has. */
export type Expiry = {
  kind: "expiry_month" | "expiry_week" | "expired";
  nameAscii: string;
  expiresAt: Date;
  autoRenew: boolean;
  registrantName: string | null;
  /** Who keeps the name for them; null where it is nobody's here. */
  merchantName: string | null;
  fees: Fees;
  /** Where it is renewed. */
  renewUrl: string;
};

/**
 * The mail that a registry's policy asks for (ERRP): when the name runs out, what happens then, what each way of keeping it
 * costs, and how. Complete in itself: nobody has to sign in to learn it.
 */
export function expiryText(expiry: Expiry, platform: { name: string; email: string }, now: Date) {
  const shown = displayName(expiry.nameAscii);
  const { expiresAt, fees, autoRenew } = expiry;
  const day = dayInWords(expiresAt);
  const keeper = expiry.merchantName ? plainWords(expiry.merchantName) : platform.name;
  const over = expiry.kind === "expired";
  const graceEnd = later(expiresAt, fees.graceDays * DAY);
  const opening = over
    ? `${shown} ran out on ${day}, ${distanceInWords(expiresAt, now)}, and has not been renewed.`
    : `The registration of ${shown} runs out on ${day}, ${distanceInWords(expiresAt, now)}.`;
  const tooLate = over && graceEnd <= now;
  const plan = tooLate
    ? "The days for renewing it late are over. It may still be restored, for the fee below; after that it is free for anybody."
    : over
      ? `It can be renewed until ${dayInWords(graceEnd)}. Until then the address may stop working, so that nobody misses this; it works again at once when the name is renewed.`
      : autoRenew
        ? `It is set to renew by itself and is kept as soon as the renewal is paid. If nothing is paid by ${day}, the name stops working and is lost in the end.`
        : `It is set to run out. Unless somebody renews it by ${day}, websites and mail at this name stop working and the name is lost in the end.`;
  return {
    subject: over
      ? `${shown} has run out${tooLate ? "" : " and can still be renewed"}`
      : `${shown} runs out ${distanceInWords(expiresAt, now)}`,
    body: mailText({
      name: expiry.registrantName,
      parts: [
        opening,
        plan,
        "What it costs to keep it, for one year and without tax:",
        feeLines(fees, expiresAt, over),
        `${keeper} keeps this name for you with ${platform.name}. Ask them to renew it, or do it yourself if it is your account. Questions: ${platform.email}.`,
      ],
      action: { label: `Renew ${shown}`, url: expiry.renewUrl },
      why: `You are the registrant of ${shown}. The rules of the registries ask us to write to you about a month and about a week before a name runs out and within five days after, at the address they have on record. You cannot stop these mails, and you need no account to get them.`,
    }),
  };
}

/** Each way of keeping a name with its price and its last day; a price that is not known is said to be so. */
function feeLines(fees: Fees, expiresAt: Date, over: boolean): string[] {
  const price = (minor: number | null) => (minor === null ? "price on request" : formatMoney(minor, fees.currency));
  const graceEnd = later(expiresAt, fees.graceDays * DAY);
  const lines = over ? [] : [`Renew by ${dayInWords(expiresAt)}: ${price(fees.renewMinor)}`];
  if (fees.graceDays > 0) lines.push(`Renew late, by ${dayInWords(graceEnd)}: ${price(fees.lateRenewMinor)}`);
  if (fees.redemptionDays > 0) {
    const end = later(graceEnd, fees.redemptionDays * DAY);
    lines.push(`Restore after deletion, by about ${dayInWords(end)}: ${price(fees.restoreMinor)}`);
  }
  return lines;
}
