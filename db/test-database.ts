import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { resetEnv } from "@/lib/kernel/env";

declare module "vitest" {
  interface ProvidedContext {
    /** The maintenance database of this run's own server. */
    adminDatabaseUrl: string;
    /** A migrated database to copy; nothing may connect to it. */
    templateDatabase: string;
  }
}

export type TestDatabase = {
  /** postgres:// of a database that only this caller has. */
  url: string;
  /** A client of four connections on it. */
  sql: postgres.Sql;
  /** Ends the client and drops the database, whoever is still connected. */
  close(): Promise<void>;
};

/** A fresh migrated database, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject("adminDatabaseUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(
    adminUrl,
    (admin) => admin`create database ${admin(name)} template ${admin(inject("templateDatabase"))}`,
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 4, onnotice: () => {} });
  return {
    url: url.href,
    sql,
    async close() {
      await sql.end({ timeout: 5 });
      await asAdmin(adminUrl, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

/**
 * For tests that go through the product's own `database()`: gives the file a database of its own and points the
 * environment at it. Call at the top level of the file (or of a `describe`); `url` and `sql` are there from beforeAll on.
 */
export function useTestDatabase(): Pick<TestDatabase, "url" | "sql"> {
  let current: TestDatabase | undefined;
  const before = process.env.DATABASE_URL;
  const opened = () => {
    if (!current)
      throw new Error("The test database exists from beforeAll on: read url and sql inside a test or a hook.");
    return current;
  };
  beforeAll(async () => {
    current = await createTestDatabase();
    process.env.DATABASE_URL = current.url;
    resetEnv();
  });
  afterAll(async () => {
    const { closeDatabase } = await import("@/db/client");
    await closeDatabase();
    process.env.DATABASE_URL = before;
    resetEnv();
    await current?.close();
  });
  return {
    get url() {
      return opened().url;
    },
    get sql() {
      return opened().sql;
    },
  };
}

async function asAdmin(adminUrl: string, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
