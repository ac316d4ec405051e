import { aliasedTable, and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarAccounts, tldCosts, tldPriceOverrides, tlds } from "@/db/schema";
import { type Clock, systemClock } from "@/lib/kernel/clock";
import { getSettings } from "@/lib/settings/get-settings";
import type { Settings } from "@/lib/settings/schema";
import { type CatalogueEntry, type CatalogueRow, catalogueEntry } from "./catalogue-entry";

/** Each TLD is sold by the account it is routed to, else by the platform's active one. */
async function loadRows(only?: readonly string[]): Promise<CatalogueRow[]> {
  const account = aliasedTable(registrarAccounts, "account");
  const rows = await db()
    .select({
      tld: tlds,
      account: { id: account.id, registrar: account.registrar },
      cost: tldCosts,
      override: tldPriceOverrides,
    })
    .from(tlds)
    .leftJoin(
      account,
      and(
        isNull(account.merchantId),
        or(eq(account.id, tlds.routedAccountId), and(isNull(tlds.routedAccountId), eq(account.active, true))),
      ),
    )
    .leftJoin(tldCosts, and(eq(tldCosts.registrarAccountId, account.id), eq(tldCosts.tld, tlds.tld)))
    .leftJoin(tldPriceOverrides, eq(tldPriceOverrides.tld, tlds.tld))
    .where(only ? inArray(tlds.tld, [...only]) : sql`true`)
    .orderBy(asc(tlds.position), asc(tlds.tld));
  return rows.map(({ tld, account, cost, override }) => ({
    ...tld,
    accountId: account?.id ?? null,
    registrar: account?.registrar ?? null,
    cost,
    override,
  }));
}

/** The rows as they were at a fingerprint of everything they are made of. */
let kept: { fingerprint: string; rows: CatalogueRow[] } | undefined;

/**
 * All rows, read again only when the tables say something else than last time: each search needs them, and mapping a
 * thousand rows costs more than the database's hash over them.
 */
async function allRows(): Promise<CatalogueRow[]> {
  const [now] = await db().execute<{ fingerprint: string }>(sql`
    select concat_ws('.',
      (select sum(hashtextextended(t::text, 0)) from ${tlds} t),
      (select sum(hashtextextended(t::text, 0)) from ${tldCosts} t),
      (select sum(hashtextextended(t::text, 0)) from ${tldPriceOverrides} t),
      (select sum(hashtextextended(concat_ws(' ', id, registrar, active, merchant_id), 0)) from ${registrarAccounts})
    ) as fingerprint`);
  if (!now || kept?.fingerprint !== now.fingerprint) {
    kept = { fingerprint: now?.fingerprint ?? "", rows: await loadRows() };
  }
  return kept.rows;
}

type Options = { clock?: Clock; settings?: Settings | Promise<Settings>; only?: readonly string[] };

async function entries(
  { clock = systemClock, settings, only }: Options,
  wanted: (row: CatalogueRow) => boolean,
): Promise<CatalogueEntry[]> {
  const [rows, rules] = await Promise.all([only ? loadRows(only) : allRows(), settings ?? getSettings()]);
  const now = clock.now();
  return rows.filter(wanted).map((row) => catalogueEntry(row, rules, now));
}

/** The whole catalogue in the operator's order, sold or not: the admin grid. */
export function listTlds(options: Options = {}): Promise<CatalogueEntry[]> {
  return entries(options, () => true);
}

export type SoldTld = CatalogueEntry & { prices: NonNullable<CatalogueEntry["prices"]>; accountId: string };

/** What can be bought now, in the operator's order: search and the public price page. */
export async function listSoldTlds(options: Options = {}): Promise<SoldTld[]> {
  const offered = await entries(options, (row) => row.sold);
  return offered.filter((entry): entry is SoldTld => entry.notSold === null);
}

/** One TLD by its A-label form, or null when the catalogue does not have it. */
export async function findTld(tld: string, options: Omit<Options, "only"> = {}): Promise<CatalogueEntry | null> {
  return (await listTlds({ ...options, only: [tld] }))[0] ?? null;
}
