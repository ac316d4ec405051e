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
import { moment, oneOf, word } from "./columns";
import { type BillingAddress, merchants } from "./identity";
import { itemKinds, orders } from "./orders";
import { payments } from "./payments";

export const invoiceKinds = ["sale", "renewal", "transfer", "restore", "receivable", "credit_note"] as const;
export const invoiceStates = ["open", "paid", "void", "written_off"] as const;

export type InvoiceParty = BillingAddress & { vatId: string; email: string };

/** The last number given in a series; a row is locked while a number is given, so that none is lost. */
export const invoiceSeries = pgTable("invoice_series", { series: text().primaryKey(), last: integer().notNull() });

/**
 * What is owed, or, for a credit note, taken back. A number is given when it is issued and never again; an issued one
 * changes only its state: open → paid, void (nothing was paid), written_off. Amounts are positive in every kind.
 */
export const invoices = pgTable(
  "invoices",
  {
    id: text().primaryKey(),
    number: text().notNull().unique(),
    kind: word(invoiceKinds).notNull(),
    state: word(invoiceStates).notNull().default("open"),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    currency: text().notNull(),
    subtotalMinor: integer().notNull(),
    taxMinor: integer().notNull(),
    totalMinor: integer().notNull(),
    /** By credit notes. */
    creditedMinor: integer().notNull().default(0),
    /** In hundredths of a percent. */
    taxRateBasisPoints: integer().notNull().default(0),
    reverseCharge: boolean().notNull().default(false),
    taxNote: text().notNull().default(""),
    seller: jsonb().$type<InvoiceParty>().notNull(),
    buyer: jsonb().$type<InvoiceParty>().notNull(),
    /** The order that it is the receipt of, for what was sold from a cart. */
    orderId: text()
      .unique()
      .references(() => orders.id),
    /** Of a credit note: the invoice that it takes back from, and why. */
    correctsId: text(),
    reason: text(),
    issuedAt: moment().notNull(),
    dueAt: moment().notNull(),
    paidAt: moment(),
    endedAt: moment(),
    /** How many steps of the dunning ladder were taken, and when the next one is due. */
    dunningStep: integer().notNull().default(0),
    nextDunningAt: moment(),
  },
  (t) => [
    unique("invoices_id_merchant").on(t.id, t.merchantId),
    foreignKey({ columns: [t.correctsId, t.merchantId], foreignColumns: [t.id, t.merchantId] }),
    index("invoices_merchant").on(t.merchantId, t.issuedAt.desc(), t.id.desc()),
    index("invoices_recent").on(t.issuedAt.desc(), t.id.desc()),
    index("invoices_dunning").on(t.nextDunningAt).where(sql`${t.state} = 'open'`),
    index("invoices_corrects").on(t.correctsId),
    oneOf("invoices_kind", t.kind, invoiceKinds),
    oneOf("invoices_state", t.state, invoiceStates),
    check("invoices_total", sql`${t.totalMinor} = ${t.subtotalMinor} + ${t.taxMinor} and ${t.subtotalMinor} >= 0`),
    check("invoices_credited", sql`${t.creditedMinor} between 0 and ${t.totalMinor}`),
    check("invoices_correction", sql`(${t.kind} = 'credit_note') = (${t.correctsId} is not null)`),
    check("invoices_ended", sql`(${t.state} = 'open') = (${t.endedAt} is null)`),
  ],
);

/** One name and period of an invoice. `live` ends with a void invoice, so that the period can be invoiced anew. */
export const invoiceLines = pgTable(
  "invoice_lines",
  {
    id: text().primaryKey(),
    invoiceId: text().notNull(),
    merchantId: text().notNull(),
    position: integer().notNull(),
    kind: word(itemKinds).notNull(),
    domainId: text(),
    nameAscii: text().notNull(),
    years: integer().notNull(),
    /** Where the years begin: the expiry when it was invoiced. */
    periodStart: moment(),
    priceMinor: integer().notNull(),
    taxMinor: integer().notNull(),
    /** What the registrar asks, in its currency, and the rate into the invoice's at that moment (AN-21). */
    costMinor: integer().notNull(),
    costCurrency: text().notNull(),
    rate: text().notNull().default("1"),
    rateAt: moment(),
    live: boolean().notNull().default(true),
    /** The order item that delivered it. */
    orderItemId: text(),
  },
  (t) => [
    foreignKey({ columns: [t.invoiceId, t.merchantId], foreignColumns: [invoices.id, invoices.merchantId] }),
    uniqueIndex("invoice_lines_one_a_period")
      .on(t.domainId, t.periodStart)
      .where(sql`${t.kind} = 'renew' and ${t.live}`),
    index("invoice_lines_invoice").on(t.invoiceId, t.position),
    index("invoice_lines_domain").on(t.domainId),
    oneOf("invoice_lines_kind", t.kind, itemKinds),
    check("invoice_lines_years", sql`${t.years} between 1 and 10`),
  ],
);

export const refundKinds = ["undelivered", "goodwill"] as const;
export const refundStates = ["sent", "done", "failed"] as const;

/** Money given back from a captured payment: to the card at Stripe, or to the merchant's account credit. */
export const refunds = pgTable(
  "refunds",
  {
    id: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    orderId: text().notNull(),
    merchantId: text().notNull(),
    creditNoteId: text(),
    /** undelivered: what was taken at the start for something that did not come about; goodwill: of something delivered. */
    kind: word(refundKinds).notNull(),
    to: word(["card", "credit"]).notNull(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    reason: text().notNull(),
    state: word(refundStates).notNull().default("sent"),
    providerRef: text().unique(),
    lastError: text(),
    createdAt: moment().notNull(),
    settledAt: moment(),
  },
  (t) => [
    foreignKey({ columns: [t.orderId, t.merchantId], foreignColumns: [orders.id, orders.merchantId] }),
    index("refunds_payment").on(t.paymentId),
    index("refunds_order").on(t.orderId),
    index("refunds_open").on(t.createdAt).where(sql`${t.state} = 'sent'`),
    oneOf("refunds_kind", t.kind, refundKinds),
    oneOf("refunds_state", t.state, refundStates),
    check("refunds_amount", sql`${t.amountMinor} > 0`),
  ],
);

export const disputeStates = ["open", "won", "lost"] as const;

/** A cardholder's bank took money back. While it is open nothing of the order moves by itself (AN-23). */
export const disputes = pgTable(
  "disputes",
  {
    id: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    orderId: text().notNull(),
    merchantId: text().notNull(),
    state: word(disputeStates).notNull().default("open"),
    reason: text().notNull(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    answerBy: moment(),
    openedAt: moment().notNull(),
    closedAt: moment(),
  },
  (t) => [
    index("disputes_order").on(t.orderId),
    index("disputes_open").on(t.openedAt).where(sql`${t.state} = 'open'`),
    oneOf("disputes_state", t.state, disputeStates),
  ],
);
