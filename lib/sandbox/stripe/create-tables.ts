import type { Sql } from "postgres";

/** Any number will do, as long as nobody else locks it: concurrent starts would collide in the catalogue otherwise. */
const lockKey = 7_305_921_144;

/**
 * Makes what the sandbox Stripe remembers, in schema `sandbox`, once. Times are epoch milliseconds of the sandbox clock.
 * `hidden` holds what Stripe knows and never shows (a card's behaviour, a session's line items).
 */
export async function createTables(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local client_min_messages = warning`;
    await tx`select pg_advisory_xact_lock(${lockKey})`;
    await tx.unsafe(`
      create schema if not exists sandbox;
      create table if not exists sandbox.stripe_objects (
        id text primary key,
        kind text not null,
        seq bigserial not null,
        created bigint not null,
        customer text,
        payment_intent text,
        due_ms bigint,
        object jsonb not null,
        hidden jsonb not null
      );
      create index if not exists stripe_objects_kind on sandbox.stripe_objects (kind, seq desc);
      create index if not exists stripe_objects_customer on sandbox.stripe_objects (customer, kind, seq desc);
      create index if not exists stripe_objects_payment_intent on sandbox.stripe_objects (payment_intent, kind);
      create index if not exists stripe_objects_due on sandbox.stripe_objects (due_ms) where due_ms is not null;
      create index if not exists stripe_objects_metadata on sandbox.stripe_objects using gin ((object -> 'metadata'));
      create table if not exists sandbox.stripe_events (
        id text primary key,
        seq bigserial not null unique,
        type text not null,
        created bigint not null,
        body jsonb not null,
        due_ms bigint,
        attempts integer not null default 0,
        delivered_ms bigint,
        last_outcome text
      );
      create index if not exists stripe_events_created on sandbox.stripe_events (created, seq);
      create index if not exists stripe_events_due on sandbox.stripe_events (due_ms, seq) where due_ms is not null;
      create table if not exists sandbox.stripe_idempotency (
        key text primary key,
        fingerprint text not null,
        status integer not null,
        body text not null,
        request_id text not null,
        created_ms bigint not null
      );
      create index if not exists stripe_idempotency_created on sandbox.stripe_idempotency (created_ms);
    `);
  });
}
