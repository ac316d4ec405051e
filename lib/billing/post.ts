import { ledgerEntries, ledgerTransactions } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";

/** Accounts: assets and costs are debited (+), liabilities and income credited (−). */
export type Account = "stripe" | "sales" | "tax" | "registrar_cost" | "registrar_payable" | "receivable";

export type Posting = {
  kind: "capture" | "registrar_charge" | "owed";
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
