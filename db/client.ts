import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "../lib/kernel/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;

type Connection = { url: string; sql: postgres.Sql; db: Database };

/** Kept on globalThis: Next loads this module once for each of its bundles, and the pool must be one. */
const store = globalThis as { nameplateConnection?: Connection };

function connection(): Connection {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: max } = env();
  const open = store.nameplateConnection;
  if (open?.url === url) return open;
  const sql = postgres(url, { max, onnotice: () => {}, connection: { application_name: "nameplate" } });
  store.nameplateConnection = { url, sql, db: drizzle(sql, { schema, casing: "snake_case" }) };
  return store.nameplateConnection;
}

export function db(): Database {
  return connection().db;
}

/** The raw client, for LISTEN and for statements that drizzle cannot say. */
export function rawSql(): postgres.Sql {
  return connection().sql;
}

export async function closeDatabase(): Promise<void> {
  const open = store.nameplateConnection;
  delete store.nameplateConnection;
  await open?.sql.end({ timeout: 5 });
}
