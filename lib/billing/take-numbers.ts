import { sql } from "drizzle-orm";
import { invoiceSeries } from "@/db/schema";
import type { Tx } from "@/db/transaction";

/** The year of a day, and what stands before it: invoices and credit notes each count by themselves. */
export function seriesOf(prefix: string, year: number, kind: "invoice" | "credit_note"): string {
  return `${prefix}${kind === "credit_note" ? "CN" : ""}${year}`;
}

export const numberIn = (series: string, nth: number) => `${series}-${String(nth).padStart(5, "0")}`;

/**
 * Locks a series until the transaction ends: whoever issues next waits, so that a number whose transaction fails is given
 * again and none is ever missing.
 */
export async function lockSeries(tx: Tx, series: string): Promise<void> {
  await tx
    .insert(invoiceSeries)
    .values({ series, last: 0 })
    .onConflictDoUpdate({ target: invoiceSeries.series, set: { last: sql`${invoiceSeries.last}` } });
}

/** The next `count` numbers of a locked series, in order. */
export async function takeNumbers(tx: Tx, series: string, count: number): Promise<string[]> {
  const [row] = await tx
    .insert(invoiceSeries)
    .values({ series, last: count })
    .onConflictDoUpdate({ target: invoiceSeries.series, set: { last: sql`${invoiceSeries.last} + ${count}` } })
    .returning({ last: invoiceSeries.last });
  const first = (row?.last ?? count) - count + 1;
  return Array.from({ length: count }, (_, index) => numberIn(series, first + index));
}
