import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { ledgerEntries, ledgerTransactions, payments } from "@/db/schema";

/** Account credit of one currency. `freeMinor` is what a new order can use: open orders have set the rest aside. */
export type CreditBalance = { currency: string; balanceMinor: number; freeMinor: number };

/** What we owe a merchant as account credit, as the books say, by currency. Currencies without any are left out. */
export async function creditBalances(merchantId: string): Promise<CreditBalance[]> {
  const [books, aside] = await Promise.all([
    db()
      .select({ currency: ledgerEntries.currency, minor: sql<number>`-sum(${ledgerEntries.amountMinor})::int` })
      .from(ledgerEntries)
      .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
      .where(and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerEntries.account, "merchant_credit")))
      .groupBy(ledgerEntries.currency),
    db()
      .select({ currency: payments.currency, minor: sql<number>`sum(${payments.amountMinor})::int` })
      .from(payments)
      .where(and(eq(payments.merchantId, merchantId), eq(payments.kind, "credit"), eq(payments.state, "held")))
      .groupBy(payments.currency),
  ]);
  return books
    .filter((row) => row.minor !== 0)
    .map(({ currency, minor }) => {
      const heldMinor = aside.find((row) => row.currency === currency)?.minor ?? 0;
      return { currency, balanceMinor: minor, freeMinor: Math.max(0, minor - heldMinor) };
    });
}

/** What a new order of a merchant can use in one currency, in minor units. */
export async function creditBalance(merchantId: string, currency: string): Promise<number> {
  return (await creditBalances(merchantId)).find((row) => row.currency === currency)?.freeMinor ?? 0;
}

export type CreditMovement = {
  at: string;
  amountMinor: number;
  currency: string;
  kind: string;
  orderId: string | null;
};

/** How account credit came and went, newest first. */
export async function creditMovements(merchantId: string, limit = 50): Promise<CreditMovement[]> {
  const rows = await db()
    .select({
      at: ledgerTransactions.at,
      kind: ledgerTransactions.kind,
      orderId: ledgerTransactions.orderId,
      amountMinor: ledgerEntries.amountMinor,
      currency: ledgerEntries.currency,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerEntries.account, "merchant_credit")))
    .orderBy(desc(ledgerEntries.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), amountMinor: -row.amountMinor }));
}
