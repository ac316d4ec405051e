import { and, eq, sql } from "drizzle-orm";
import { ledgerEntries, ledgerTransactions } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { isOpen, itemsOf, type Order } from "./rows";

/**
 * The tax on what was delivered, or is being delivered for money taken at the start, less what the books have: an order may
 * be paid in parts (M-2). In minor units; negative when money for something undelivered has to go back.
 */
export async function unbookedTax(tx: Tx, { id: orderId, captureMode }: Order): Promise<number> {
  const delivered = (await itemsOf(tx, orderId)).filter(
    (item) => item.state === "registered" || (captureMode === "at_start" && isOpen(item)),
  );
  const [booked] = await tx
    .select({ minor: sql<number>`coalesce(-sum(${ledgerEntries.amountMinor}), 0)::int` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(and(eq(ledgerTransactions.orderId, orderId), eq(ledgerEntries.account, "tax")));
  return delivered.reduce((sum, item) => sum + item.taxMinor, 0) - (booked?.minor ?? 0);
}
