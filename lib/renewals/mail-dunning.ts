import type { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { formatMoney } from "@/lib/kernel/money";
import { mailText } from "@/lib/notices/mail-text";
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

/** So many names a mail lists; the invoice has them all. */
const most = 25;

/** Says what is to be paid, for which names, until when, and what becomes of them otherwise. */
export async function mailDunning(tx: Tx, ctx: Ctx, mail: DunningMail): Promise<void> {
  const { invoice, lines, nextTryAt } = mail;
  const owner = await ownerOf(tx, invoice.merchantId);
  if (!owner) return;
  const now = ctx.clock.now();
  const total = formatMoney(invoice.totalMinor, invoice.currency);
  const delivered = invoice.kind === "receivable";
  const [only] = lines.length === 1 ? lines : [];
  await writeNotice(tx, ctx, {
    kind: delivered ? "receivable_due" : "renewal_due",
    merchantId: invoice.merchantId,
    domainId: only?.domainId ?? null,
    recipient: owner.email,
    subject: subjectOf(mail, now),
    body: mailText({
      name: owner.name,
      parts: [
        why(mail, total),
        lines.slice(0, most).map((line) => `${displayName(line.nameAscii)}${until(line.periodStart, now)}`),
        lines.length > most ? `And ${lines.length - most} more.` : "",
        nextTryAt ? `We try the saved card again on ${longDay(nextTryAt)}.` : "",
        delivered
          ? "It was renewed already, so that your shop stays reachable. Only the money is missing."
          : "It is renewed as soon as it is paid. What you no longer want you can let go on the renewals page, and nothing is charged for it.",
      ],
      action: { label: `Pay invoice ${invoice.number}`, url: `${appUrl()}/invoices/${invoice.id}` },
    }),
    invoiceIds: [invoice.id],
    onceKey: `${invoice.id}:dunning:${invoice.dunningStep}`,
  });
}

function subjectOf({ invoice, lines }: DunningMail, now: Date): string {
  const [only] = lines;
  const what = only && lines.length === 1 ? displayName(only.nameAscii) : `${lines.length} names`;
  if (invoice.kind === "receivable") return `${what} renewed for you: please pay`;
  const first = lines.reduce<Date | null>(
    (least, { periodStart }) => (periodStart && (!least || periodStart < least) ? periodStart : least),
    null,
  );
  if (!first) return `Renew ${what}`;
  return first > now ? `Renew ${what} before ${longDay(first)}` : `${what} expired on ${longDay(first)}: renew it now`;
}

function why({ invoice, refusal, noCard, needsPerson, lines }: DunningMail, total: string): string {
  const names = lines.length === 1 ? "this name" : "these names";
  if (refusal)
    return `We tried to take ${total} from your saved card for ${names}, and it was refused: ${refusal} Nothing was charged.`;
  if (needsPerson) return `Your bank wants you to confirm ${total} for ${names} yourself. Nothing was charged.`;
  if (noCard) return `${total} is due for ${names}, and no card that still works is saved. Nothing was charged.`;
  return invoice.dunningStep === 0 ? `${total} is due for ${names}.` : `${total} is still open for ${names}.`;
}

function until(periodStart: Date | null, now: Date): string {
  if (!periodStart) return "";
  return periodStart > now ? `, paid until ${longDay(periodStart)}` : `, expired on ${longDay(periodStart)}`;
}
