import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedServer } from "../../db/embedded-server.mjs";
import { makeDisposableFolder, sweepDeadRuns } from "../run/disposable-data.mjs";
import { root } from "../run/paths.mjs";

/** One Postgres for the run, with a migrated template that each test file copies. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  await sweepDeadRuns();
  const folder = makeDisposableFolder("vitest");
  const server = await startEmbeddedServer({ dataDir: join(folder, "pg"), database: "template" });
  if (existsSync(join(root, "drizzle", "meta", "_journal.json"))) {
    const { migrateDatabase } = await import("../../db/migrate");
    await migrateDatabase(server.url);
  }
  const adminUrl = new URL(server.url);
  adminUrl.pathname = "/postgres";
  project.provide("adminDatabaseUrl", adminUrl.href);
  project.provide("templateDatabase", "template");
  return async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  };
}
