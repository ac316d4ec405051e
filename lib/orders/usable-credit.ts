import { and, eq, sql } from "drizzle-orm";
import { ledgerEntries, ledgerTransactions, merchants, payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";

/**
 * What a merchant's account credit can pay now, in minor units: what the books owe them, less what open orders have set
 * aside. The merchant's row stays locked, so that two orders cannot use the same credit.
 */
export async function usableCredit(tx: Tx, merchantId: string, currency: string): Promise<number> {
  const [merchant] = await tx
    .select({ applies: merchants.creditAutoApply })
    .from(merchants)
    .where(eq(merchants.id, merchantId))
    // Orders that were just inserted hold the row for their reference; a full lock would wait for them in a circle.
    .for("no key update");
  if (!merchant?.applies) return 0;
  const [books] = await tx
    .select({ minor: sql<number>`coalesce(-sum(${ledgerEntries.amountMinor}), 0)::int` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        eq(ledgerEntries.account, "merchant_credit"),
        eq(ledgerEntries.currency, currency),
      ),
    );
  const [aside] = await tx
    .select({ minor: sql<number>`coalesce(sum(${payments.amountMinor}), 0)::int` })
    .from(payments)
    .where(
      and(
        eq(payments.merchantId, merchantId),
        eq(payments.kind, "credit"),
        eq(payments.state, "held"),
        eq(payments.currency, currency),
      ),
    );
  return Math.max(0, (books?.minor ?? 0) - (aside?.minor ?? 0));
}
