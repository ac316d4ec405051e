import type { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { formatMoney } from "@/lib/kernel/money";
import { writeNotice } from "@/lib/notices/write-notice";
import { longDay } from "./long-day";

export type DunningMail = {
  invoice: typeof invoices.$inferSelect;
  lines: readonly (typeof invoiceLines.$inferSelect)[];
  /** What the bank said to the try of today; null when none was made. */
  refusal: string | null;
  noCard: boolean;
  /** The bank wants the card's owner to confirm. */
  needsPerson: boolean;
  /** When the card is tried again by itself. */
  nextTryAt: Date | null;
};

/** Says what is to be paid, for which names, until when, and what becomes of them otherwise. */
export async function mailDunning(tx: Tx, ctx: Ctx, mail: DunningMail): Promise<void> {
  const { invoice, lines, nextTryAt } = mail;
  const owner = await ownerOf(tx, invoice.merchantId);
  if (!owner) return;
  const names = lines.map((line) => displayName(line.nameAscii));
  const total = formatMoney(invoice.totalMinor, invoice.currency);
  await writeNotice(tx, ctx, {
    kind: invoice.kind === "receivable" ? "receivable_due" : "renewal_due",
    merchantId: invoice.merchantId,
    recipient: owner.email,
    subject: subjectOf(mail, names),
    body: [
      `Hello ${owner.name},`,
      why(mail, total),
      lines.map((line) => `  ${displayName(line.nameAscii)}${until(line.periodStart, ctx.clock.now())}`).join("\n"),
      `Pay invoice ${invoice.number}: ${appUrl()}/invoices/${invoice.id}`,
      ...(nextTryAt ? [`We try the saved card again on ${longDay(nextTryAt)}.`] : []),
      invoice.kind === "receivable"
        ? "The names were renewed already, so that your shop stays reachable. Only the money is missing."
        : `Renewed as soon as it is paid. If you no longer want ${names.length === 1 ? "it" : "one of them"}, switch its renewal off: ${appUrl()}/renewals`,
    ].join("\n\n"),
    onceKey: `${invoice.id}:dunning:${invoice.dunningStep}`,
  });
}

function subjectOf({ invoice, lines }: DunningMail, names: string[]): string {
  const what = names.length === 1 ? (names[0] ?? "") : `${names.length} names`;
  if (invoice.kind === "receivable") return `${what} renewed for you: please pay`;
  const first = lines.reduce<Date | null>(
    (least, { periodStart }) => (periodStart && (!least || periodStart < least) ? periodStart : least),
    null,
  );
  return first ? `Renew ${what} before ${longDay(first)}` : `Renew ${what}`;
}

function why({ invoice, refusal, noCard, needsPerson, lines }: DunningMail, total: string): string {
  const names = lines.length === 1 ? "this name" : "these names";
  if (refusal)
    return `We tried to take ${total} from your saved card for ${names}, and it was refused: ${refusal} Nothing was charged.`;
  if (needsPerson) return `Your bank wants you to confirm ${total} for ${names} yourself. Nothing was charged.`;
  if (noCard) return `${total} is due for ${names}, and no card is saved. Nothing was charged.`;
  return invoice.dunningStep === 0 ? `${total} is due for ${names}.` : `${total} is still open for ${names}.`;
}

function until(periodStart: Date | null, now: Date): string {
  if (!periodStart) return "";
  return periodStart > now ? `, paid until ${longDay(periodStart)}` : `, expired on ${longDay(periodStart)}`;
}
