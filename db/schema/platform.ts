import { sql } from "drizzle-orm";
import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    domainId: text(),
    /** The window in which it has to leave, for notices that a policy asks for (ERRP). */
    dueFrom: moment(),
    dueTo: moment(),
    recipient: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    /** Invoices and credit notes that go with it as files (AN-19). */
    invoiceIds: jsonb().$type<string[]>().notNull().default([]),
    onceKey: text().notNull().unique(),
    createdAt: moment().notNull(),
    sentAt: moment(),
    messageId: text(),
    deliveredAt: moment(),
    bouncedAt: moment(),
    lastError: text(),
  },
  (t) => [
    index("notices_domain").on(t.domainId, t.createdAt.desc()),
    index("notices_merchant").on(t.merchantId, t.createdAt.desc()),
    index("notices_recent").on(t.createdAt.desc()),
    index("notices_unsent").on(t.createdAt).where(sql`${t.sentAt} is null`),
  ],
);

/** Notices that a person does not want; those that the policy of a registry asks for cannot be refused. */
export const noticePreferences = pgTable(
  "notice_preferences",
  {
    userId: text().notNull(),
    topic: text().notNull(),
    wanted: boolean().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.topic] })],
);

/** One run of a job for a period (CO-41): a second worker, or a second tick, finds the row and does nothing. */
export const jobRuns = pgTable(
  "job_runs",
  {
    id: text().primaryKey(),
    job: text().notNull(),
    /** What it ran for: a day (`2026-11-20`), a month, or a person's click. */
    period: text().notNull(),
    dryRun: boolean().notNull().default(false),
    startedBy: text(),
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    error: text(),
    startedAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    uniqueIndex("job_runs_one_a_period").on(t.job, t.period).where(sql`not ${t.dryRun}`),
    index("job_runs_recent").on(t.job, t.startedAt.desc()),
  ],
);
