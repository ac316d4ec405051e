import { sql } from "drizzle-orm";
import { bigserial, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, oneOf, word } from "./columns";

export const operationStates = ["sent", "unknown", "confirmed", "refused"] as const;
export const operationVerbs = [
  "open_checkout",
  "charge",
  "capture",
  "release",
  "rehold",
  "refund",
  "register",
  "renew",
  "transfer",
  "restore",
] as const;

/**
 * One piece of work at an outside party, written down before the call that starts it (R1). sent: on its way, or
 * pending there; unknown: no clear answer, look before anything else (R3, R4); confirmed and refused
 * are final. `subjectId` is the order item, payment or domain that the work is for.
 */
export const operations = pgTable(
  "operations",
  {
    id: text().primaryKey(),
    verb: word(operationVerbs).notNull(),
    provider: text().notNull(),
    subjectId: text().notNull(),
    orderId: text(),
    merchantId: text(),
    attempt: integer().notNull().default(1),
    /** The idempotency key sent to the provider, where it takes one. */
    key: text().notNull().unique(),
    state: word(operationStates).notNull().default("sent"),
    providerRef: text(),
    /** What was asked, without secrets or personal data. */
    request: jsonb(),
    refusal: jsonb().$type<{ reason: string; message: string; field?: string }>(),
    lastError: text(),
    looks: integer().notNull().default(0),
    createdAt: moment().notNull(),
    lookedAt: moment(),
    settledAt: moment(),
  },
  (t) => [
    uniqueIndex("operations_one_confirmed").on(t.subjectId, t.verb).where(sql`${t.state} = 'confirmed'`),
    uniqueIndex("operations_one_open").on(t.subjectId, t.verb).where(sql`${t.state} in ('sent', 'unknown')`),
    index("operations_open").on(t.createdAt).where(sql`${t.state} in ('sent', 'unknown')`),
    index("operations_order").on(t.orderId),
    index("operations_recent").on(t.createdAt.desc(), t.id.desc()),
    oneOf("operations_state", t.state, operationStates),
    oneOf("operations_verb", t.verb, operationVerbs),
  ],
);

/** Every call to an outside party, redacted, for admins (AN-51). */
export const providerTrace = pgTable(
  "provider_trace",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: moment().notNull(),
    provider: text().notNull(),
    verb: text().notNull(),
    operationId: text(),
    orderId: text(),
    durationMs: integer().notNull(),
    status: integer(),
    outcome: text().notNull(),
    request: jsonb(),
    response: jsonb(),
  },
  (t) => [
    index("provider_trace_operation").on(t.operationId),
    index("provider_trace_order").on(t.orderId, t.id),
    index("provider_trace_provider").on(t.provider, t.id.desc()),
  ],
);

export const caseStates = ["open", "closed"] as const;

/** Anything that needs a person, with all its facts and an owner (R15). One open case a kind and subject. */
export const cases = pgTable(
  "cases",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    subjectId: text().notNull(),
    merchantId: text(),
    orderId: text(),
    state: word(caseStates).notNull().default("open"),
    summary: text().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    ownerUserId: text(),
    resolution: text(),
    openedAt: moment().notNull(),
    closedAt: moment(),
  },
  (t) => [
    uniqueIndex("cases_one_open").on(t.kind, t.subjectId).where(sql`${t.state} = 'open'`),
    index("cases_open").on(t.openedAt.desc()).where(sql`${t.state} = 'open'`),
    index("cases_order").on(t.orderId),
    oneOf("cases_state", t.state, caseStates),
  ],
);

/** Append-only facts about an order or a domain, the same ones for merchant, admin and support (L-1). */
export const timeline = pgTable(
  "timeline",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    at: moment().notNull(),
    merchantId: text(),
    orderId: text(),
    orderItemId: text(),
    domainId: text(),
    /** money stands on the left of the line; registry, dns and platform on the right. */
    side: text({ enum: ["money", "registry", "dns", "platform", "person"] }).notNull(),
    fact: text().notNull(),
    /** Evidence: ids, amounts, dates, the provider's words. Never secrets. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The same fact told again by a retried step is told once. */
    onceKey: text().unique(),
  },
  (t) => [index("timeline_order").on(t.orderId, t.id), index("timeline_domain").on(t.domainId, t.id)],
);
