import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import postgres from "postgres";
import { root } from "../../scripts/run/paths.mjs";
import { startProcess, stopProcess } from "../../scripts/run/processes.mjs";

export type Product = {
  url: string;
  /** Of the process that `npm start` becomes. */
  pid: number;
  /** Folder of the embedded Postgres. */
  dataDirectory: string;
  stop(): Promise<void>;
};

/** Builds when sources changed, and starts everything that `npm start` starts. */
export async function startProduct(): Promise<Product> {
  const program = join(root, "bench", "pages", "product.mjs");
  const started = startProcess(process.execPath, [program], { ipc: true, stdio: "pipe" });
  const child: ChildProcess = started.child;
  // The last line of a bench is its result, so a build's output goes beside it.
  child.stdout?.pipe(process.stderr);
  child.stderr?.pipe(process.stderr);
  const ready = new Promise<{ url: string; databaseUrl: string }>((done) =>
    child.once("message", (it) => done(it as never)),
  );
  const failed = started.ended.then(({ code }: { code: number }) => {
    throw new Error(`The product ended with code ${code} before it was ready.`);
  });
  const { url, databaseUrl } = await Promise.race([ready, failed]);
  failed.catch(() => {});
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql`select current_setting('data_directory') as folder`;
  await sql.end();
  const stop = () => stopProcess(started, 60);
  return { url, pid: child.pid as number, dataDirectory: String(row?.folder), stop };
}
