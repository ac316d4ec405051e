import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive } from "../../db/embedded-server-host.mjs";
import { dataFolder } from "./paths.mjs";

/**
 * A folder for one run of a test or a bench, named after this process; its Postgres belongs in `pg` below it.
 *
 * @param {string} purpose
 */
export function makeDisposableFolder(purpose) {
  const folder = join(dataFolder, `test-${purpose}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Ends the servers and deletes the files of runs that were killed. */
export async function sweepDeadRuns() {
  if (!existsSync(dataFolder)) return;
  const { startEmbeddedServer } = await import("../../db/embedded-server.mjs");
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(/^test-[a-z]+-(\d+)$/.exec(name)?.[1]);
    if (!pid || isProcessAlive(pid)) continue;
    const dataDir = join(dataFolder, name, "pg");
    if (existsSync(dataDir)) {
      // Taking the server over is the way to stop it, wherever it was put.
      const left = await startEmbeddedServer({ dataDir }).catch(() => undefined);
      await left?.remove();
    }
    rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
}
