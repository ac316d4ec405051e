import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedServer } from "../../db/embedded-server.mjs";
import { isProcessAlive } from "../../db/embedded-server-host.mjs";

const root = join(import.meta.dirname, "..", "..");
const dataFolder = join(root, ".data");

/** One Postgres for the run, with a migrated template that each test file copies. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  await sweepDeadRuns();
  const server = await startEmbeddedServer({
    dataDir: join(dataFolder, `test-vitest-${process.pid}`),
    database: "template",
  });
  if (existsSync(join(root, "drizzle", "meta", "_journal.json"))) {
    const { migrateDatabase } = await import("../../db/migrate");
    await migrateDatabase(server.url);
  }
  const adminUrl = new URL(server.url);
  adminUrl.pathname = "/postgres";
  project.provide("adminDatabaseUrl", adminUrl.href);
  project.provide("templateDatabase", "template");
  return () => server.remove();
}

/** A run that was killed leaves its server and its files: the process id in the folder's name tells. */
async function sweepDeadRuns(): Promise<void> {
  if (!existsSync(dataFolder)) return;
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(/^test-vitest-(\d+)$/.exec(name)?.[1]);
    if (!pid || isProcessAlive(pid)) continue;
    const left = await startEmbeddedServer({ dataDir: join(dataFolder, name) }).catch(() => undefined);
    await left?.remove();
  }
}
