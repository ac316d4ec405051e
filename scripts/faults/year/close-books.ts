import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { closeMonth } from "@/lib/books/close-month";
import { matchBooks } from "@/lib/books/match-books";
import { nightlyBooks } from "@/lib/books/nightly-books";
import { postProposals } from "@/lib/books/post-proposals";
import type { BookCause } from "@/lib/books/views";
import { AppError } from "@/lib/kernel/errors";
import type { Platform } from "../platform";

/** The night's matching; a registrar that is down leaves its part for the next night. */
export async function matchNight({ ctx, clock }: Platform): Promise<void> {
  try {
    await nightlyBooks(ctx, { period: clock.now().toISOString().slice(0, 10) });
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("could not be read")) throw error;
  }
}

/**
 * Closes the month before this one as a person would: entries that the matching proposes are posted, then the month is
 * closed. Returns what stood in the way, in words; nothing else may remain.
 */
export async function closeLastMonth({ ctx, clock }: Platform, report: (text: string) => void): Promise<string[]> {
  const now = clock.now();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
  const causes = await db().execute<{ cause: BookCause; count: number; minor: number }>(sql`
    select cause, count(*)::int as count, sum(amount_minor)::int as minor from book_differences
    where month = ${month} and state = 'open' and proposal is not null group by cause`);
  for (const { cause, count, minor } of causes) {
    await postProposals(ctx, { month, cause });
    report(`books ${month}: ${count} × ${cause} (${minor}) posted as proposed`);
  }
  try {
    await closeMonth(ctx, { month });
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { open, byCause } = await matchBooks(ctx, { month });
    return [`${month}: ${error.message} ${open} open: ${JSON.stringify(byCause)}`];
  }
}
