import { boolean, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { registrarAccounts } from "./accounts";
import { moment } from "./columns";

/** The catalogue: rules and flags of each TLD the platform knows. */
export const tlds = pgTable(
  "tlds",
  {
    /** A-label form without a leading dot, such as `com` or `co.uk`. */
    tld: text().primaryKey(),
    group: text().notNull(),
    sold: boolean().notNull().default(true),
    position: integer().notNull(),
    minYears: integer().notNull().default(1),
    maxYears: integer().notNull().default(10),
    privacy: boolean().notNull().default(true),
    idn: boolean().notNull().default(false),
    authCodeRequired: boolean().notNull().default(true),
    graceDays: integer().notNull().default(45),
    redemptionDays: integer().notNull().default(30),
    /** What the registry asks on top of the renewal in grace, in the platform's currency; the fee of a restore is a cost. */
    graceFeeMinor: integer().notNull().default(0),
    /** Days within which the registrant must verify an address; 0: never asked. */
    verifyDays: integer().notNull().default(15),
    lockDays: integer().notNull().default(60),
    httpsOnly: boolean().notNull().default(false),
    /** Why not everybody may have one, in a few words; null when everybody may. */
    restriction: text(),
    /** A registrar account other than the active one. */
    routedAccountId: text().references(() => registrarAccounts.id),
    updatedAt: moment().notNull(),
  },
  (t) => [index("tlds_sold_position").on(t.sold, t.position)],
);

/** What a registrar account asks for a TLD, a year each. */
export const tldCosts = pgTable(
  "tld_costs",
  {
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    tld: text().notNull(),
    currency: text().notNull(),
    registerMinor: integer().notNull(),
    renewMinor: integer().notNull(),
    transferMinor: integer(),
    restoreMinor: integer(),
    fetchedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.registrarAccountId, t.tld] }), index("tld_costs_tld").on(t.tld)],
);

/** Prices set by hand, which win over markup. Null: computed. */
export const tldPriceOverrides = pgTable(
  "tld_price_overrides",
  {
    tld: text().primaryKey(),
    currency: text().notNull(),
    registerMinor: integer(),
    renewMinor: integer(),
    transferMinor: integer(),
    restoreMinor: integer(),
    updatedAt: moment().notNull(),
  },
  (t) => [foreignKey({ columns: [t.tld], foreignColumns: [tlds.tld] })],
);
