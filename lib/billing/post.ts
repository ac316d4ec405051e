import { ledgerEntries, ledgerTransactions } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";

/**
 * The chart of accounts. Assets and costs are debited (+), liabilities and income credited (−). Sales are booked when they
 * are collected or, for what was delivered first, when they become a claim; an invoice that is only open moves nothing.
 *
 * stripe: what Stripe has of ours, before its fees. receivable: delivered and not collected. merchant_credit: what we owe
 * merchants (negative), free to be used for any invoice. tax: collected for the state. registrar_payable: what registrars
 * will take for what they did. goodwill: credit that was given as a gift. bad_debt: receivables that were given up.
 * Books that are matched each night (lib/books) add in SQL: stripe_other (fees, disputes and payouts as Stripe took them),
 * bank (what was paid out), suspense (what nobody can name yet), by postings of kind fee and payout.
 *
 * capture: stripe + / sales − / tax −. Paid by credit: merchant_credit + / sales − / tax −. Refund: the capture of its
 * amount backwards, to stripe or to merchant_credit. owed: receivable + / sales − / tax −; collected: stripe or
 * merchant_credit + / receivable −. registrar_charge: registrar_cost + / registrar_payable −.
 */
export type Account =
  | "stripe"
  | "stripe_fees"
  | "sales"
  | "tax"
  | "registrar_cost"
  | "registrar_payable"
  | "receivable"
  | "merchant_credit"
  | "goodwill"
  | "bad_debt"
  | "chargebacks"
  | "exchange"
  | "rounding";

export type Posting = {
  kind:
    | "capture"
    | "credit_used"
    | "credit_granted"
    | "refund"
    | "registrar_charge"
    | "owed"
    | "collected"
    | "credit_note"
    | "written_off"
    | "dispute"
    | "correction";
  /** The outside object that proves the movement; the same one is posted once (R11). */
  externalKey: string;
  orderId: string | null;
  merchantId: string | null;
  currency: string;
  lines: { account: Account; amountMinor: number }[];
};

/** Writes one movement of money; false when it is in the books already. The database refuses lines that do not sum to zero. */
export async function post(tx: Tx, ctx: Ctx, posting: Posting): Promise<boolean> {
  const { lines, currency, ...head } = posting;
  const [row] = await tx
    .insert(ledgerTransactions)
    .values({ ...head, id: newId("ledgerTransaction"), at: ctx.clock.now() })
    .onConflictDoNothing({ target: ledgerTransactions.externalKey })
    .returning({ id: ledgerTransactions.id });
  if (!row) return false;
  const entries = lines
    .filter((line) => line.amountMinor !== 0)
    .map((line) => ({ ...line, currency, transactionId: row.id }));
  if (entries.length > 0) await tx.insert(ledgerEntries).values(entries);
  return true;
}
