import { sql } from "drizzle-orm";
import { bigint, bigserial, boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, oneOf, word } from "./columns";

export const memberRoles = ["owner", "staff", "read_only"] as const;
export const merchantStates = ["active", "suspended"] as const;

export type BillingAddress = {
  name: string;
  addressLine1: string;
  addressLine2: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};

/** A person who signs in. */
export const users = pgTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text().notNull(),
    admin: boolean().notNull().default(false),
    createdAt: moment().notNull(),
  },
  (t) => [uniqueIndex("users_email_unique").on(sql`lower(${t.email})`)],
);

/** The tenant. */
export const merchants = pgTable(
  "merchants",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    country: text(),
    state: word(merchantStates).notNull().default("active"),
    stripeCustomerId: text().unique(),
    /** Null: the platform's. */
    currency: text(),
    /** Who invoices are made out to, where it is not the merchant by its name. */
    billing: jsonb().$type<BillingAddress>(),
    vatId: text(),
    /** Account credit pays invoices by itself. */
    creditAutoApply: boolean().notNull().default(true),
    /** Of the address under which the calendar of expiries can be subscribed to. */
    calendarHash: text().unique(),
    createdAt: moment().notNull(),
  },
  (t) => [oneOf("merchants_state", t.state, merchantStates)],
);

export const memberships = pgTable(
  "memberships",
  {
    userId: text()
      .notNull()
      .references(() => users.id),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    role: word(memberRoles).notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.merchantId] }),
    index("memberships_merchant").on(t.merchantId),
    oneOf("memberships_role", t.role, memberRoles),
  ],
);

/** One signed-in browser; revoked by setting revokedAt, which takes effect on its next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    merchantId: text().references(() => merchants.id),
    userAgent: text().notNull().default(""),
    ip: text().notNull().default(""),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [index("sessions_user").on(t.userId, t.createdAt.desc())],
);

/** Token buckets; a key names what is limited and for whom. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  /** Thousandths of a token, so that slow refills stay exact. */
  milliTokens: bigint({ mode: "number" }).notNull(),
  updatedAt: moment().notNull(),
});

/** Append-only: everything done to a domain, money or access. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: moment().notNull(),
    actorKind: text().notNull(),
    actorId: text(),
    merchantId: text(),
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    before: jsonb(),
    after: jsonb(),
    requestId: text().notNull(),
  },
  (t) => [
    index("audit_log_merchant").on(t.merchantId, t.id.desc()),
    index("audit_log_subject").on(t.subjectKind, t.subjectId, t.id.desc()),
  ],
);
