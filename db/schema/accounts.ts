import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, oneOf, word } from "./columns";
import { merchants } from "./identity";

export const autoRenewPolicies = ["off", "on_until_unpaid", "on"] as const;

/** Credentials at a registrar. No merchant: the platform's own, which can sell; else a linked account. */
export const registrarAccounts = pgTable(
  "registrar_accounts",
  {
    id: text().primaryKey(),
    merchantId: text().references(() => merchants.id),
    registrar: text().notNull(),
    label: text().notNull(),
    /** Sealed JSON; null where the adapter takes its credentials from the environment. */
    credentials: text(),
    /** New names are bought through the one active platform account (CO-22). */
    active: boolean().notNull().default(false),
    /** Whether names renew by themselves at the registrar. */
    autoRenewPolicy: word(autoRenewPolicies).notNull().default("off"),
    lastCallAt: moment(),
    lastErrorAt: moment(),
    lastError: text(),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("registrar_accounts_one_active").on(t.active).where(sql`${t.active} and ${t.merchantId} is null`),
    oneOf("registrar_accounts_auto_renew_policy", t.autoRenewPolicy, autoRenewPolicies),
    index("registrar_accounts_merchant").on(t.merchantId),
  ],
);
