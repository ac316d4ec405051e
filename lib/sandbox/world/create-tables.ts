import type { Sql } from "postgres";

/** The same key as the other sandbox tables take: concurrent starts would collide in the catalogue otherwise. */
const lockKey = 7_305_921_144;

/** Makes what the sandbox registrar and DNS host remember, once. It lives in a schema of its own, apart from the product's. */
export async function createTables(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local client_min_messages = warning`;
    await tx`select pg_advisory_xact_lock(${lockKey})`;
    await tx.unsafe(tables);
  });
}

const tables = `
  create schema if not exists sandbox;

  create table if not exists sandbox.settings (key text primary key, value jsonb not null);

  create table if not exists sandbox.accounts (
    id text primary key,
    api_key text not null unique,
    balance_minor integer
  );
  insert into sandbox.accounts (id, api_key) values ('platform', 'sandbox') on conflict do nothing;

  create table if not exists sandbox.registrar_contacts (
    handle text primary key,
    account text not null,
    contact jsonb not null,
    created_at timestamptz not null
  );

  create table if not exists sandbox.registrar_domains (
    name text primary key,
    account text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    shown_from timestamptz not null,
    auto_renew boolean not null,
    locked boolean not null,
    privacy boolean not null,
    name_servers jsonb not null,
    contact jsonb not null,
    auth_code text not null
  );
  alter table sandbox.registrar_domains
    add column if not exists verified boolean not null default true,
    add column if not exists verify_by timestamptz,
    add column if not exists on_hold boolean not null default false,
    add column if not exists interrupted boolean not null default false,
    add column if not exists leaving_at timestamptz,
    add column if not exists earlier_expires_at timestamptz,
    add column if not exists earlier_until timestamptz;
  create index if not exists registrar_domains_leaving on sandbox.registrar_domains (leaving_at)
    where leaving_at is not null;
  create index if not exists registrar_domains_verify on sandbox.registrar_domains (verify_by) where not verified;
  create index if not exists registrar_domains_auto_renew on sandbox.registrar_domains (expires_at) where auto_renew;
  create index if not exists registrar_domains_uninterrupted on sandbox.registrar_domains (expires_at)
    where not interrupted;
  create index if not exists registrar_domains_account on sandbox.registrar_domains (account, name);
  create index if not exists registrar_domains_expiry on sandbox.registrar_domains (expires_at);

  create table if not exists sandbox.registrar_operations (
    id text primary key,
    seq bigserial not null,
    account text not null,
    name text not null,
    verb text not null,
    state text not null,
    request jsonb not null,
    reason text,
    message text,
    field text,
    cost_minor integer not null default 0,
    submitted_at timestamptz not null,
    due_at timestamptz,
    shown_from timestamptz not null,
    updated_at timestamptz not null
  );
  create index if not exists registrar_operations_list on sandbox.registrar_operations (account, submitted_at, seq);
  create index if not exists registrar_operations_name on sandbox.registrar_operations (name, seq);
  create index if not exists registrar_operations_due on sandbox.registrar_operations (due_at) where state = 'pending';
  create unique index if not exists registrar_operations_one_claim on sandbox.registrar_operations (name)
    where state = 'pending' and verb in ('register', 'transfer');

  create table if not exists sandbox.registrar_charges (
    id bigserial primary key,
    account text not null,
    operation_id text not null unique,
    name text not null,
    verb text not null,
    years integer not null,
    amount_minor integer not null,
    currency text not null,
    charged_at timestamptz not null
  );
  create index if not exists registrar_charges_account on sandbox.registrar_charges (account, id);
  create index if not exists registrar_charges_time on sandbox.registrar_charges (account, charged_at);

  create table if not exists sandbox.induced (
    name text not null,
    fault text not null,
    times integer not null,
    value text,
    primary key (name, fault)
  );

  create table if not exists sandbox.dns_zones (
    id text primary key,
    seq bigserial not null,
    account text not null,
    name text not null,
    caller_reference text not null,
    name_servers jsonb not null,
    created_at timestamptz not null,
    unique (account, caller_reference)
  );
  create index if not exists dns_zones_name on sandbox.dns_zones (name, seq);

  create table if not exists sandbox.dns_record_sets (
    zone_id text not null references sandbox.dns_zones (id) on delete cascade,
    name text not null,
    type text not null,
    ttl_seconds integer not null,
    "values" jsonb not null,
    primary key (zone_id, name, type)
  );

  create table if not exists sandbox.dns_changes (
    id text primary key,
    account text not null,
    zone_id text not null,
    submitted_at timestamptz not null
  );
`;
