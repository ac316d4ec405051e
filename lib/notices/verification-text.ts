import { displayName } from "@/lib/kernel/display-name";
import { dayInWords, distanceInWords } from "./days-in-words";
import { mailText } from "./mail-text";

export type Unverified = {
  personName: string;
  nameAscii: string;
  registrantEmail: string | null;
  registrarLabel: string;
  verifyBy: Date;
  domainUrl: string;
};

/** What a merchant is told while the registrant of a name has not confirmed their address (U-16). */
export function verificationText(given: Unverified, now: Date): { subject: string; body: string } {
  const shown = displayName(given.nameAscii);
  const when = distanceInWords(given.verifyBy, now);
  const address = given.registrantEmail ?? "the registrant's address";
  const lastDay = given.verifyBy.getTime() - now.getTime() <= 2 * 86_400_000;
  return {
    subject: lastDay
      ? `${shown} is switched off ${when}, unless ${address} is confirmed`
      : `Confirm ${address} to keep ${shown} working`,
    body: mailText({
      name: given.personName,
      parts: [
        `The registries ask the registrant of each name to confirm their e-mail address. For ${shown} this has not happened yet.`,
        `There is a mail by ${given.registrarLabel} in the mailbox of ${address}. Click the link in it. It may lie among the spam; its sender is the registrar, not us.`,
        `Until ${dayInWords(given.verifyBy)}, ${when}, nothing happens. After that the registry switches the name off, with the shop and the mail behind it, until the link is clicked.`,
        "No mail to be found? We can have it sent again from the name's page.",
      ],
      action: { label: "Have the mail sent again", url: given.domainUrl },
    }),
  };
}
