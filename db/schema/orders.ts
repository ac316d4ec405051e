import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { RegistrarContact } from "../../lib/providers/registrars/contract";
import { registrarAccounts } from "./accounts";
import { moment, oneOf, word } from "./columns";
import { contacts } from "./contacts";
import { merchants, users } from "./identity";

/** A visitor's or a merchant's basket. A visitor's is found by the hash of a cookie, a merchant's by the merchant. */
export const carts = pgTable(
  "carts",
  {
    id: text().primaryKey(),
    merchantId: text().references(() => merchants.id),
    visitorHash: text().unique(),
    /** Grows with every change, so that two tabs cannot order different things as one. */
    version: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [uniqueIndex("carts_one_a_merchant").on(t.merchantId)],
);

/** A wish with its quote: the price that was shown and until when it holds. */
export const cartItems = pgTable(
  "cart_items",
  {
    id: text().primaryKey(),
    cartId: text()
      .notNull()
      .references(() => carts.id, { onDelete: "cascade" }),
    nameAscii: text().notNull(),
    tld: text().notNull(),
    years: integer().notNull(),
    autoRenew: boolean().notNull(),
    privacy: boolean().notNull(),
    premium: boolean().notNull().default(false),
    /** The merchant ticked that a premium name renews at its own price. */
    premiumConsent: boolean().notNull().default(false),
    available: boolean().notNull().default(true),
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    costMinor: integer().notNull(),
    costCurrency: text().notNull(),
    priceMinor: integer().notNull(),
    renewPriceMinor: integer().notNull(),
    currency: text().notNull(),
    /** Set when a new quote differs; cleared by the merchant's click. Until then the item cannot be ordered. */
    previousPriceMinor: integer(),
    quotedAt: moment().notNull(),
    quoteExpiresAt: moment().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [
    unique("cart_items_name").on(t.cartId, t.nameAscii),
    check("cart_items_years", sql`${t.years} between 1 and 10`),
    check("cart_items_price", sql`${t.priceMinor} >= 0 and ${t.renewPriceMinor} >= 0 and ${t.costMinor} >= 0`),
  ],
);

export const orderStates = ["awaiting_payment", "review", "fulfilling", "completed", "failed", "cancelled"] as const;
export const transferStages = ["submitted", "owner", "registry"] as const;
export const itemStates = ["waiting", "registering", "registered", "refused", "cancelled", "fraud"] as const;
export const captureModes = ["after_success", "at_start", "billed_after"] as const;
export const itemKinds = ["register", "transfer", "renew", "restore"] as const;

/**
 * What a merchant asked for. awaiting_payment → (review →) fulfilling → completed (something was delivered) or failed
 * (nothing was, and nothing charged); awaiting_payment, review → cancelled.
 */
export const orders = pgTable(
  "orders",
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    /** Null: the platform itself, for a renewal by a saved card or by policy. */
    placedByUserId: text().references(() => users.id),
    state: word(orderStates).notNull().default("awaiting_payment"),
    currency: text().notNull(),
    subtotalMinor: integer().notNull(),
    taxMinor: integer().notNull(),
    totalMinor: integer().notNull(),
    taxNote: text().notNull().default(""),
    /** What it was made of: a cart as it was at a version, or an invoice, of which this is the nth try. A transfer is neither. */
    cartId: text(),
    cartVersion: integer(),
    invoiceId: text(),
    invoiceTry: integer(),
    /** When money is taken: held, and taken once everything has ended; as soon as it can be; or billed afterwards (L-6). */
    captureMode: word(captureModes).notNull().default("after_success"),
    contactId: text(),
    /** The registrant as ordered; corrections during the order go here too. Null where none is set: renewals, restores. */
    contact: jsonb().$type<RegistrarContact>(),
    cancelRequestedAt: moment(),
    fraudFlaggedAt: moment(),
    /** Delivered but not collected: there is an open case, and the names stay locked. */
    owedMinor: integer().notNull().default(0),
    placedAt: moment().notNull(),
    heldAt: moment(),
    endedAt: moment(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    unique("orders_cart_version").on(t.cartId, t.cartVersion),
    unique("orders_invoice_try").on(t.invoiceId, t.invoiceTry),
    index("orders_invoice").on(t.invoiceId),
    unique("orders_id_merchant").on(t.id, t.merchantId),
    foreignKey({ columns: [t.contactId, t.merchantId], foreignColumns: [contacts.id, contacts.merchantId] }),
    index("orders_merchant").on(t.merchantId, t.placedAt.desc(), t.id.desc()),
    index("orders_recent").on(t.placedAt.desc(), t.id.desc()),
    index("orders_open").on(t.updatedAt).where(sql`${t.state} in ('awaiting_payment', 'review', 'fulfilling')`),
    oneOf("orders_state", t.state, orderStates),
    oneOf("orders_capture_mode", t.captureMode, captureModes),
    check("orders_origin", sql`num_nonnulls(${t.cartId}, ${t.invoiceId}) <= 1`),
    check("orders_total", sql`${t.totalMinor} = ${t.subtotalMinor} + ${t.taxMinor} and ${t.totalMinor} >= 0`),
  ],
);

/** One name of an order. registering covers asked, pending and unknown: its operation says which. */
export const orderItems = pgTable(
  "order_items",
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    merchantId: text().notNull(),
    position: integer().notNull(),
    kind: word(itemKinds).notNull(),
    nameAscii: text().notNull(),
    tld: text().notNull(),
    years: integer().notNull(),
    autoRenew: boolean().notNull(),
    privacy: boolean().notNull(),
    premium: boolean().notNull(),
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    registrar: text().notNull(),
    priceMinor: integer().notNull(),
    taxMinor: integer().notNull(),
    renewPriceMinor: integer().notNull(),
    /** The most the registrar may ask; a higher price ends the item unbought (P-10). */
    costLimitMinor: integer().notNull(),
    costCurrency: text().notNull(),
    /** The domain a renewal or a restore is for, and its expiry as the registrar told it before: a year is never bought twice. */
    domainId: text(),
    expiryBefore: moment(),
    /** Where a transfer stands, since when. */
    stage: word(transferStages),
    stageSince: moment(),
    state: word(itemStates).notNull().default("waiting"),
    /** Why it ended unbought: a reason word of lib/orders and a sentence for the merchant. */
    failureReason: text(),
    failureMessage: text(),
    failureField: text(),
    startedAt: moment(),
    endedAt: moment(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.orderId, t.merchantId], foreignColumns: [orders.id, orders.merchantId] }),
    unique("order_items_name").on(t.orderId, t.nameAscii),
    unique("order_items_id_merchant").on(t.id, t.merchantId),
    index("order_items_order").on(t.orderId, t.position),
    index("order_items_open").on(t.updatedAt).where(sql`${t.state} in ('waiting', 'registering')`),
    oneOf("order_items_state", t.state, itemStates),
    oneOf("order_items_kind", t.kind, itemKinds),
    index("order_items_domain").on(t.domainId),
    oneOf("order_items_stage", t.stage, transferStages),
    check("order_items_years", sql`${t.years} between 1 and 10`),
    check("order_items_for_domain", sql`(${t.kind} in ('renew', 'restore')) = (${t.domainId} is not null)`),
    check("order_items_ended", sql`(${t.state} in ('waiting', 'registering')) = (${t.endedAt} is null)`),
  ],
);

/** Who is getting a name just now: taken before payment, freed when the item ends (R6). One row a name. */
export const nameClaims = pgTable(
  "name_claims",
  {
    nameAscii: text().primaryKey(),
    orderItemId: text().notNull().unique(),
    merchantId: text().notNull(),
    claimedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.orderItemId, t.merchantId], foreignColumns: [orderItems.id, orderItems.merchantId] }),
  ],
);

/** Auth codes of transfers under way, sealed; the row goes with the transfer's end, and nothing else ever holds one. */
export const transferCodes = pgTable("transfer_codes", {
  orderItemId: text()
    .primaryKey()
    .references(() => orderItems.id),
  sealed: text().notNull(),
  createdAt: moment().notNull(),
});
