import { sql } from "drizzle-orm";
import { bigserial, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** What an operator changes while running; keys and shapes are in lib/settings. */
export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: moment().notNull(),
  updatedBy: text(),
});

/** Events on their way to the engine, written in the transaction that causes them. */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    eventId: text().notNull().unique(),
    name: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: moment().notNull(),
    sentAt: moment(),
  },
  (t) => [index("outbox_unsent").on(t.id).where(sql`${t.sentAt} is null`)],
);

/** One run of the reconciler: what it looked at and what it did. */
export const reconcilerRuns = pgTable("reconciler_runs", {
  id: text().primaryKey(),
  startedAt: moment().notNull(),
  endedAt: moment(),
  checked: integer().notNull().default(0),
  findings: integer().notNull().default(0),
  actions: jsonb().$type<Record<string, number>>().notNull().default({}),
});

/** Rows that an invariant query returned; cleared when the next run no longer finds them. */
export const invariantFindings = pgTable(
  "invariant_findings",
  {
    invariant: text().notNull(),
    rowKey: text().notNull(),
    row: jsonb().$type<Record<string, unknown>>().notNull(),
    firstSeenAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    clearedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.invariant, t.rowKey] }),
    index("invariant_findings_open").on(t.invariant).where(sql`${t.clearedAt} is null`),
  ],
);

/** Mail that was due to somebody: written with the fact, sent by a durable step. */
export const notices = pgTable(
  "notices",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    merchantId: text(),
    recipient: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    onceKey: text().notNull().unique(),
    createdAt: moment().notNull(),
    sentAt: moment(),
  },
  (t) => [
    index("notices_recent").on(t.createdAt.desc()),
    index("notices_unsent").on(t.createdAt).where(sql`${t.sentAt} is null`),
  ],
);
