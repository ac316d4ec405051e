import { and, asc, eq, gt, ilike, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import type { Page } from "@/lib/orders/views";
import { domainRow } from "./domain-row";
import type { DomainRow } from "./views";

export type DomainFilter = {
  /** The last name of the page before. */
  after?: string | undefined;
  limit?: number | undefined;
  query?: string | undefined;
  registration?: DomainRow["registration"] | undefined;
  /** `attention`: somebody must do something; `expiring`: within 30 days. */
  view?: "attention" | "expiring" | undefined;
};

export type DomainCounters = { all: number; attention: number; expiring: number };

/** A merchant's names in order, a page at a time (keyset on the name). */
export async function listDomains(
  ctx: Ctx,
  given: DomainFilter = {},
): Promise<Page<DomainRow> & { counters: DomainCounters }> {
  const filter = { ...given, query: withoutNul(given.query), after: withoutNul(given.after) };
  const mine = eq(domains.merchantId, requireMerchant(ctx));
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const soon = later(ctx.clock.now(), 30 * DAY);
  const attention = sql`jsonb_array_length(${domains.attention}) > 0`;
  const expiring = sql`${domains.registration} = 'active' and ${domains.expiresAt} < ${soon.toISOString()}`;
  const wanted = and(
    mine,
    filter.registration ? eq(domains.registration, filter.registration) : undefined,
    filter.query ? ilike(domains.nameAscii, `%${filter.query.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`) : undefined,
    filter.view === "attention" ? attention : filter.view === "expiring" ? expiring : undefined,
  );
  const [rows, [counts]] = await Promise.all([
    db()
      .select()
      .from(domains)
      .where(and(wanted, filter.after ? gt(domains.nameAscii, filter.after) : undefined))
      .orderBy(asc(domains.nameAscii))
      .limit(limit + 1),
    db()
      .select({
        total: sql<number>`count(*) filter (where ${wanted ?? sql`true`})::int`,
        all: sql<number>`count(*)::int`,
        attention: sql<number>`count(*) filter (where ${attention})::int`,
        expiring: sql<number>`count(*) filter (where ${expiring})::int`,
      })
      .from(domains)
      .where(mine),
  ]);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(domainRow),
    next: rows.length > limit ? (page.at(-1)?.nameAscii ?? null) : null,
    total: counts?.total ?? 0,
    counters: { all: counts?.all ?? 0, attention: counts?.attention ?? 0, expiring: counts?.expiring ?? 0 },
  };
}

/** Postgres refuses NUL in text with an error instead of "no rows". */
const withoutNul = (text: string | undefined) => text?.replaceAll("\0", "");
