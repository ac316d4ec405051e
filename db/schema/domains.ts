import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { RegistrarContact } from "../../lib/providers/registrars/contract";
import { autoRenewPolicies, registrarAccounts } from "./accounts";
import { moment, oneOf, word } from "./columns";
import { merchants } from "./identity";
import { orderItems } from "./orders";

export const registrationStates = [
  "pending",
  "active",
  "expired",
  "redemption",
  "transferred_away",
  "cancelled",
  "fraud",
] as const;
export const connectionStates = ["pending", "verified", "active", "failed"] as const;

/** One name in one registrar account. No merchant: unassigned. */
export const domains = pgTable(
  "domains",
  {
    id: text().primaryKey(),
    merchantId: text().references(() => merchants.id),
    nameAscii: text().notNull(),
    tld: text().notNull(),
    registrar: text().notNull(),
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    orderItemId: text()
      .unique()
      .references(() => orderItems.id),
    registration: word(registrationStates).notNull(),
    /** Set while fraud hides the state it had before. */
    registrationBeforeFraud: word(registrationStates),
    connection: word(connectionStates).notNull().default("pending"),
    /** What somebody must do: words of lib/domains, most urgent first. */
    attention: jsonb().$type<{ kind: string; until?: string; note?: string }[]>().notNull().default([]),
    /** Only ever from the registrar. */
    registeredAt: moment(),
    expiresAt: moment(),
    autoRenew: boolean().notNull(),
    registrarAutoRenew: boolean(),
    privacy: boolean(),
    locked: boolean(),
    /** Whom the registries' notices go to, as the registrar last showed them; null where nobody has asked or it hides them. */
    registrantEmail: text(),
    /** Who it was last given to by us, as a registrar takes it; null where we never did. */
    registrant: jsonb().$type<RegistrarContact>(),
    nameServers: jsonb().$type<string[]>().notNull().default([]),
    eppStatuses: jsonb().$type<string[]>().notNull().default([]),
    renewPriceMinor: integer(),
    currency: text(),
    /** Where the expiry was read, such as `registrar` (U-3). */
    expirySource: text(),
    /** Overrides of the account's policy for this name. */
    registrarAutoRenewPolicy: word(autoRenewPolicies),
    /** What it carries: orders and revenue of its shop in the last 30 days, in the platform's currency (L-6). */
    orders30d: integer().notNull().default(0),
    revenue30dMinor: integer().notNull().default(0),
    /** Until when a registry refuses to let the name go, and until when the registrant must have verified their address. */
    transferLockedUntil: moment(),
    verifyBy: moment(),
    verifiedAt: moment(),
    /** When the registrar last told the values above. */
    observedAt: moment(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("domains_one_live")
      .on(t.nameAscii)
      .where(sql`${t.registration} in ('pending', 'active', 'expired', 'redemption', 'fraud')`),
    unique("domains_id_merchant").on(t.id, t.merchantId),
    index("domains_merchant_name").on(t.merchantId, t.nameAscii),
    index("domains_expiry").on(t.expiresAt),
    /** What the renewal run reads: names that run out, of merchants, that are to be renewed. */
    index("domains_renewable")
      .on(t.expiresAt, t.id)
      .where(sql`${t.registration} in ('active', 'expired') and ${t.autoRenew} and ${t.merchantId} is not null`),
    oneOf("domains_registration", t.registration, registrationStates),
    oneOf("domains_connection", t.connection, connectionStates),
  ],
);

/** What follows a purchase. */
export const purchaseSteps = ["auto_renew_off", "zone", "records", "delegation", "answers"] as const;
export const setupSteps = [...purchaseSteps, "registrant", "give_back"] as const;
export const setupStates = ["waiting", "working", "done", "failed"] as const;

/** What follows a registration, each on its own stopwatch and retried alone; none of it undoes the purchase. */
export const domainSetup = pgTable(
  "domain_setup",
  {
    domainId: text()
      .notNull()
      .references(() => domains.id),
    step: word(setupSteps).notNull(),
    state: word(setupStates).notNull().default("waiting"),
    attempts: integer().notNull().default(0),
    note: text(),
    startedAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.domainId, t.step] }),
    index("domain_setup_open").on(t.startedAt).where(sql`${t.state} <> 'done'`),
    oneOf("domain_setup_step", t.step, setupSteps),
    oneOf("domain_setup_state", t.state, setupStates),
  ],
);

/** A zone at a DNS host: one a name and host (PE-16). */
export const zones = pgTable(
  "zones",
  {
    id: text().primaryKey(),
    domainId: text().references(() => domains.id),
    merchantId: text(),
    nameAscii: text().notNull(),
    host: text().notNull(),
    hostRef: text(),
    callerReference: text().notNull().unique(),
    nameServers: jsonb().$type<string[]>().notNull().default([]),
    /** The host's reference of the last change, and when all its servers had it. */
    changeRef: text(),
    changedAt: moment(),
    inSyncAt: moment(),
    createdAt: moment().notNull(),
  },
  (t) => [
    unique("zones_name_host").on(t.nameAscii, t.host),
    index("zones_domain").on(t.domainId),
    foreignKey({ columns: [t.domainId, t.merchantId], foreignColumns: [domains.id, domains.merchantId] }),
  ],
);

/** The record sets a zone should hold. `managed`: the platform keeps it. */
export const recordSets = pgTable(
  "record_sets",
  {
    id: text().primaryKey(),
    zoneId: text()
      .notNull()
      .references(() => zones.id),
    name: text().notNull(),
    type: text().notNull(),
    ttlSeconds: integer().notNull(),
    values: jsonb().$type<string[]>().notNull(),
    managed: boolean().notNull().default(false),
    updatedAt: moment().notNull(),
  },
  (t) => [unique("record_sets_zone_name_type").on(t.zoneId, t.name, t.type)],
);
