import { asc, desc, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { closedMonths, orders } from "@/db/schema";
import { AppError } from "@/lib/kernel/errors";

/** `2026-11`, in UTC: registries and Stripe count in UTC. */
export type Month = string;

export const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "Give a month as 2026-11.");

export function monthOf(moment: Date): Month {
  return moment.toISOString().slice(0, 7);
}

/** The first moment of a month, and of the one after it. */
export function boundsOf(month: Month): { start: Date; end: Date } {
  const start = new Date(`${parseMonth(month)}-01T00:00:00.000Z`);
  return { start, end: new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1)) };
}

export function monthAfter(month: Month): Month {
  return monthOf(boundsOf(month).end);
}

/** `November 2026`. */
export function formatMonth(month: Month): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    boundsOf(month).start,
  );
}

function parseMonth(input: string): Month {
  const parsed = monthSchema.safeParse(input);
  if (!parsed.success)
    throw new AppError("invalid", "There is no such month. Nothing was changed. Choose one of the list.");
  return parsed.data;
}

/** The oldest month whose books are open: the one after the last closed, else the one of the first order, else this one. */
export async function firstOpenMonth(now: Date): Promise<Month> {
  const [closed] = await db()
    .select({ month: closedMonths.month })
    .from(closedMonths)
    .orderBy(desc(closedMonths.month))
    .limit(1);
  if (closed) return monthAfter(closed.month);
  const [first] = await db().select({ at: orders.placedAt }).from(orders).orderBy(asc(orders.placedAt)).limit(1);
  const [charge] = await db().execute<{ at: string | null }>(
    sql`select least((select min(at) from registrar_charges), (select min(at) from stripe_movements)) as at`,
  );
  const moments = [now, first?.at, charge?.at ? new Date(charge.at) : undefined].filter((at) => at !== undefined);
  return monthOf(new Date(Math.min(...moments.map((at) => at.getTime()))));
}
