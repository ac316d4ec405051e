import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import { dayInWords, distanceInWords } from "./days-in-words";
import { mailText } from "./mail-text";

export type RemindedName = {
  nameAscii: string;
  autoRenew: boolean;
  renewPriceMinor: number | null;
  currency: string | null;
};

/** What a merchant is told about the names that run out on one day: those that renew by themselves, and those that do not. */
export function reminderText(
  given: { personName: string; expiresAt: Date; names: RemindedName[] },
  siteUrl: string,
  now: Date,
): { subject: string; body: string } {
  const { names, expiresAt } = given;
  const when = distanceInWords(expiresAt, now);
  const first = displayName(names[0]?.nameAscii ?? "");
  const runOut = names.filter((name) => !name.autoRenew);
  const renew = names.filter((name) => name.autoRenew);
  const subject =
    names.length > 1
      ? `${names.length} names run out ${when}`
      : renew.length === 1
        ? `${first} is due for renewal: it runs out ${when}`
        : `${first} runs out ${when} and is not set to renew`;
  return {
    subject,
    body: mailText({
      name: given.personName,
      parts: [
        `On ${dayInWords(expiresAt)}, ${when}:`,
        ...(runOut.length > 0
          ? [
              runOut.length === 1
                ? "This name is set to run out. Nothing is charged, and it is lost unless you renew it:"
                : "These names are set to run out. Nothing is charged, and they are lost unless you renew them:",
              lines(runOut),
            ]
          : []),
        ...(renew.length > 0
          ? [
              renew.length === 1
                ? "This one renews by itself once its invoice is paid:"
                : "These renew by themselves once their invoices are paid:",
              lines(renew),
            ]
          : []),
      ],
      action: { label: runOut.length > 0 ? "Choose what to keep" : "See your renewals", url: `${siteUrl}/renewals` },
    }),
  };
}

/** At most a screenful; the rest is counted, and is on the page that the mail leads to. */
function lines(names: RemindedName[]): string[] {
  const shown = names.slice(0, 25).map(({ nameAscii, renewPriceMinor, currency }) => {
    const price = renewPriceMinor !== null && currency ? `: ${formatMoney(renewPriceMinor, currency)} a year` : "";
    return `${displayName(nameAscii)}${price}`;
  });
  return names.length > 25 ? [...shown, `and ${names.length - 25} more`] : shown;
}
