import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { registrarAccounts } from "./accounts";
import { moment, oneOf, word } from "./columns";

/** What a registrar says it took, line by line, as its billing API tells it. */
export const registrarCharges = pgTable(
  "registrar_charges",
  {
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    externalId: text().notNull(),
    at: moment().notNull(),
    verb: text().notNull(),
    nameAscii: text().notNull(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    fetchedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.registrarAccountId, t.externalId] }),
    index("registrar_charges_name").on(t.nameAscii, t.at),
    index("registrar_charges_at").on(t.at),
  ],
);

/** What Stripe moved: charges, refunds, disputes, payouts, each with its fee. Amounts are signed, as in Stripe's balance. */
export const stripeMovements = pgTable(
  "stripe_movements",
  {
    id: text().primaryKey(),
    at: moment().notNull(),
    kind: text().notNull(),
    sourceId: text(),
    intentId: text(),
    amountMinor: integer().notNull(),
    feeMinor: integer().notNull(),
    currency: text().notNull(),
    fetchedAt: moment().notNull(),
  },
  (t) => [index("stripe_movements_intent").on(t.intentId), index("stripe_movements_at").on(t.at)],
);

export const differenceStates = ["open", "posted", "explained", "gone"] as const;

/** A line of one book that the others do not have, with its cause and the entry that would mend it (L-5). */
export const bookDifferences = pgTable(
  "book_differences",
  {
    id: text().primaryKey(),
    /** Names the line, so that each nightly match finds the same difference again. */
    key: text().notNull(),
    /** Year and month of the line, `2026-11`. */
    month: text().notNull(),
    cause: text().notNull(),
    nameAscii: text(),
    orderId: text(),
    merchantId: text(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Ledger lines that an admin may post with one click; null where only an explanation helps. */
    proposal: jsonb().$type<{ account: string; amountMinor: number; currency: string }[]>(),
    state: word(differenceStates).notNull().default("open"),
    note: text(),
    closedBy: text(),
    openedAt: moment().notNull(),
    closedAt: moment(),
  },
  (t) => [
    uniqueIndex("book_differences_key").on(t.key),
    index("book_differences_open").on(t.openedAt).where(sql`${t.state} = 'open'`),
    index("book_differences_month").on(t.month),
    oneOf("book_differences_state", t.state, differenceStates),
  ],
);

/** A month whose books were closed: nothing unexplained was left in it, and nothing can be posted into it any more. */
export const closedMonths = pgTable("closed_months", {
  month: text().primaryKey(),
  totals: jsonb().$type<Record<string, number>>().notNull(),
  closedBy: text().notNull(),
  closedAt: moment().notNull(),
});
