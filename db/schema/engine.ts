import { boolean, index, integer, json, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, oneOf, word } from "./columns";

const runStatuses = ["active", "completed", "failed"] as const;
const stepStatuses = ["pending", "done", "failed"] as const;
const jobKinds = ["discover", "step", "sleep", "timeout"] as const;

/**
 * State of the embedded engine (`inngest/embedded`). Nothing else reads or writes these tables, and nothing that matters to
 * money lives only here: if all of it were lost, the reconciler restarts every open order from the business tables.
 * No foreign keys: each hot write is one statement that already carries its own fence.
 */

/** Events taken in. The id is unique for good: an event that arrives twice starts nothing twice. */
export const engineEvent = pgTable("engine_event", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** The whole event as functions see it: `{id, name, data, ts, user?, v?}`. */
  payload: jsonb().notNull(),
  receivedAt: moment().notNull(),
});

/** One run of one function for one event. Ids are time-ordered, so the newest runs are the highest ids. */
export const engineRun = pgTable(
  "engine_run",
  {
    id: text().primaryKey(),
    functionId: text().notNull(),
    eventId: text().notNull(),
    status: word(runStatuses).notNull(),
    /** The run and step that invoked this run, and get its result. */
    parentRunId: text(),
    parentStepId: text(),
    output: json(),
    error: json(),
    createdAt: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [
    uniqueIndex("engine_run_function_event").on(table.functionId, table.eventId),
    index("engine_run_status").on(table.status, table.id),
    index("engine_run_function").on(table.functionId, table.id),
    oneOf("engine_run_status_known", table.status, runStatuses),
  ],
);

/** Results of steps (`done`, `failed`) and steps that are under way elsewhere (`pending`: planned, sleeping, waiting, invoked). */
export const engineStep = pgTable(
  "engine_step",
  {
    runId: text().notNull(),
    /** Hash of the step's id as the SDK sends it. */
    stepId: text().notNull(),
    name: text().notNull(),
    op: text().notNull(),
    status: word(stepStatuses).notNull(),
    /** `json`, not `jsonb`: results must come back byte for byte, NUL escapes included. */
    data: json(),
    error: json(),
    /** Order of completion within the run. */
    position: integer().notNull(),
    attempts: integer().notNull().default(1),
    createdAt: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.stepId] }),
    oneOf("engine_step_status_known", table.status, stepStatuses),
  ],
);

/**
 * Work to be done at `run_at`. A claimed job has an owner, and its `run_at` is the end of its lease; so due work and expired
 * leases are the same index range. `generation` rises with every claim and fences the writes of a superseded worker.
 */
export const engineJob = pgTable(
  "engine_job",
  {
    runId: text().notNull(),
    /** `step` for a call that discovers what is next, else the hash of the step that is planned, sleeping or waiting. */
    stepId: text().notNull(),
    kind: word(jobKinds).notNull(),
    attempt: integer().notNull().default(0),
    runAt: moment().notNull(),
    owner: text(),
    generation: integer().notNull().default(0),
    /** Set when something finished while this job was being worked on: look once more. */
    again: boolean().notNull().default(false),
    lastError: text(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.stepId] }),
    index("engine_job_run_at").on(table.runAt),
    oneOf("engine_job_kind_known", table.kind, jobKinds),
  ],
);

/** Runs that wait for an event. `match` must be contained in the event; `match_key` is its first compared value, for the index. */
export const engineWait = pgTable(
  "engine_wait",
  {
    runId: text().notNull(),
    stepId: text().notNull(),
    eventName: text().notNull(),
    match: jsonb().notNull(),
    matchKey: text().notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.stepId] }),
    index("engine_wait_event").on(table.eventName, table.matchKey),
  ],
);

/** One row a cron trigger; moving `next_at` on is the lock that lets one engine fire a tick. */
export const engineCron = pgTable(
  "engine_cron",
  {
    functionId: text().notNull(),
    expression: text().notNull(),
    lastAt: moment(),
    nextAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.functionId, table.expression] })],
);

/** What engines have registered, for the admin screens. */
export const engineFunction = pgTable("engine_function", {
  id: text().primaryKey(),
  name: text().notNull(),
  triggers: jsonb().notNull(),
  retries: integer().notNull(),
  seenAt: moment().notNull(),
});
