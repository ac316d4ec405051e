import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { moment, oneOf, word } from "./columns";
import { merchants } from "./identity";
import { orders } from "./orders";

export const paymentKinds = ["checkout", "saved_card", "rehold", "credit"] as const;
export const paymentStates = ["open", "held", "captured", "released", "expired", "failed"] as const;

/**
 * What Stripe holds or took for an order; kind `credit` is the merchant's own account credit, set aside and used in our books. open: no hold yet; held: requires_capture; captured: succeeded (in full or in
 * part); released: voided by us; expired: the session or the hold lapsed; failed: a new hold was refused.
 */
export const payments = pgTable(
  "payments",
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    merchantId: text().notNull(),
    kind: word(paymentKinds).notNull(),
    state: word(paymentStates).notNull().default("open"),
    amountMinor: integer().notNull(),
    capturedMinor: integer().notNull().default(0),
    refundedMinor: integer().notNull().default(0),
    currency: text().notNull(),
    sessionId: text().unique(),
    sessionUrl: text(),
    sessionExpiresAt: moment(),
    intentId: text().unique(),
    /** Stripe's own deadline of the hold (capture_before), never computed here. */
    captureBefore: moment(),
    /** The card at Stripe, for a new hold should this one near its end. */
    paymentMethodId: text(),
    cardBrand: text(),
    cardLast4: text(),
    /** Stripe's code and the sentence shown for the last refusal. */
    declineCode: text(),
    declineMessage: text(),
    heldAt: moment(),
    endedAt: moment(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.orderId, t.merchantId], foreignColumns: [orders.id, orders.merchantId] }),
    /** A new hold may be asked for while the one it follows still stands, however many there were. */
    uniqueIndex("payments_one_live")
      .on(t.orderId, t.kind)
      .where(sql`${t.state} = 'open' or (${t.state} = 'held' and ${t.kind} <> 'rehold')`),
    index("payments_order").on(t.orderId),
    index("payments_live").on(t.updatedAt).where(sql`${t.state} in ('open', 'held')`),
    oneOf("payments_kind", t.kind, paymentKinds),
    oneOf("payments_state", t.state, paymentStates),
    check("payments_captured", sql`${t.capturedMinor} between 0 and ${t.amountMinor}`),
    check("payments_refunded", sql`${t.refundedMinor} between 0 and ${t.capturedMinor}`),
  ],
);

/** Saved cards, as Stripe described them; only Stripe has the numbers. */
export const paymentMethods = pgTable(
  "payment_methods",
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    brand: text().notNull(),
    last4: text().notNull(),
    expMonth: integer().notNull(),
    expYear: integer().notNull(),
    preferred: boolean().notNull().default(false),
    createdAt: moment().notNull(),
  },
  (t) => [index("payment_methods_merchant").on(t.merchantId)],
);

/** Each event of an outside party, once (R8): a hint to look at an object, never a fact. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    provider: text().notNull(),
    eventId: text().notNull(),
    type: text().notNull(),
    objectId: text().notNull(),
    receivedAt: moment().notNull(),
    handledAt: moment(),
    lastError: text(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.eventId] }),
    index("webhook_events_unhandled").on(t.receivedAt).where(sql`${t.handledAt} is null`),
  ],
);

/** Double entry, append-only. A transaction is one movement of money, keyed by the outside object that proves it. */
export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    id: text().primaryKey(),
    at: moment().notNull(),
    kind: text().notNull(),
    externalKey: text().notNull(),
    orderId: text().references(() => orders.id),
    merchantId: text().references(() => merchants.id),
  },
  (t) => [unique("ledger_transactions_external").on(t.externalKey), index("ledger_transactions_order").on(t.orderId)],
);

/** Lines sum to zero by transaction and currency: a deferred constraint trigger refuses a commit where they do not. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    transactionId: text()
      .notNull()
      .references(() => ledgerTransactions.id),
    account: text().notNull(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
  },
  (t) => [index("ledger_entries_transaction").on(t.transactionId), index("ledger_entries_account").on(t.account)],
);
