import { sql } from "drizzle-orm";
import { closedMonths } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { matchBooks } from "./match-books";
import { lateAfterMs } from "./match-window";
import { boundsOf, firstOpenMonth, formatMonth, type Month } from "./months";
import { bookSources, readUntil } from "./sources";

/**
 * Closes a month for good: from then on the database refuses postings into it. Refused, with what is in the way, while the
 * month or one before it is open or not over, a book was not read since its end, or a difference is unexplained.
 * Answers the month's balances by account and currency, such as `sales USD`.
 */
export async function closeMonth(ctx: Ctx, input: { month: Month }): Promise<{ totals: Record<string, number> }> {
  requirePlatform(ctx);
  const { month } = input;
  await refuseEarly(ctx, month);
  await refuseUnread(month);
  const { open, byCause } = await matchBooks(ctx, { month });
  if (open > 0) throw unexplained(month, open, byCause);
  return inTransaction("close-month", async (tx) => {
    // Postings that are under way end first, and new ones wait to find the month closed.
    await tx.execute(sql`lock table ledger_transactions in share row exclusive mode`);
    const totals = await tx.execute<{ name: string; amount: number }>(sql`
      select e.account || ' ' || e.currency as name, sum(e.amount_minor)::int as amount from ledger_entries e
      join ledger_transactions t on t.id = e.transaction_id
      where to_char(t.at at time zone 'UTC', 'YYYY-MM') = ${month} group by 1 order by 1`);
    const row = {
      month,
      totals: Object.fromEntries(totals.map(({ name, amount }) => [name, amount])),
      closedBy: "userId" in ctx.actor ? ctx.actor.userId : ctx.actor.kind,
      closedAt: ctx.clock.now(),
    };
    const [closed] = await tx.insert(closedMonths).values(row).onConflictDoNothing().returning();
    if (!closed) throw alreadyClosed(month);
    await audit(tx, ctx, { action: "books.closed", subject: { kind: "month", id: month }, after: row.totals });
    return { totals: row.totals };
  });
}

async function refuseEarly(ctx: Ctx, month: Month): Promise<void> {
  const { end } = boundsOf(month);
  const [now, first] = [ctx.clock.now(), await firstOpenMonth(ctx.clock.now())];
  if (month < first) throw alreadyClosed(month);
  if (month > first)
    throw new AppError(
      "conflict",
      `${formatMonth(first)} is still open, and months close in their order. Nothing was closed. Close ${formatMonth(first)} first.`,
    );
  const earliest = later(end, lateAfterMs);
  if (now < earliest)
    throw new AppError(
      "conflict",
      `Bills of ${formatMonth(month)} may still be written until ${formatDay(earliest)} (UTC). Nothing was closed. Come back then.`,
    );
}

async function refuseUnread(month: Month): Promise<void> {
  const [sources, read] = [await bookSources(), await readUntil()];
  const needed = later(boundsOf(month).end, lateAfterMs);
  const stale = sources.filter(({ id }) => (read.get(id) ?? new Date(0)) < needed);
  if (stale.length === 0) return;
  const names = stale.map(({ label }) => label).join(", ");
  throw new AppError(
    "conflict",
    `${names}: not read to the end since ${formatMonth(month)} was over, so lines may be missing. Nothing was closed. Read the books again, then close.`,
  );
}

function unexplained(month: Month, open: number, byCause: Record<string, number>): AppError {
  const causes = Object.entries(byCause).map(([cause, count]) => `${count} × ${cause.replaceAll("_", " ")}`);
  const differences = open === 1 ? "1 difference is" : `${open} differences are`;
  return new AppError(
    "conflict",
    `${differences} unexplained in ${formatMonth(month)} (${causes.join(", ")}). Nothing was closed. Post or explain each, then close.`,
  );
}

function alreadyClosed(month: Month): AppError {
  return new AppError("conflict", `${formatMonth(month)} was closed before. Nothing was changed.`);
}

function formatDay(day: Date): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    day,
  );
}
