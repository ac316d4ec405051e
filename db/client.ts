import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "../lib/kernel/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;

type Connection = { url: string; pool: postgres.Sql; raw: postgres.Sql; db: Database };

/** Kept on globalThis: Next loads this module once for each of its bundles, and the pool must be one. */
const store = globalThis as { nameplateConnection?: Connection };

function connection(): Connection {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: max } = env();
  const open = store.nameplateConnection;
  if (open?.url === url) return open;
  // An idle connection costs Postgres memory, and opening one costs a millisecond.
  const options = { onnotice: () => {}, idle_timeout: 20, connection: { application_name: "nameplate" } };
  const pool = postgres(url, { ...options, max });
  // drizzle takes over how its client reads and writes dates, so raw statements have one of their own.
  const raw = postgres(url, { ...options, max: 4 });
  store.nameplateConnection = { url, pool, raw, db: drizzle(pool, { schema, casing: "snake_case" }) };
  return store.nameplateConnection;
}

export function db(): Database {
  return connection().db;
}

/** The raw client, for LISTEN and for statements that drizzle cannot say. */
export function rawSql(): postgres.Sql {
  return connection().raw;
}

export async function closeDatabase(): Promise<void> {
  const open = store.nameplateConnection;
  delete store.nameplateConnection;
  await Promise.all([open?.pool.end({ timeout: 5 }), open?.raw.end({ timeout: 5 })]);
}
