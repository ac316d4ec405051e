import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleWorker } from "../bundle-worker";
import type { Databases } from "../crew";
import type { YearVerdict, YearWish } from "./play-year";
import type { YearReply } from "./worker";

/** Plays a year in a process and a database of their own. Rejects when the process dies over it. */
export async function runYear(databases: Databases, wish: YearWish, say: (line: string) => void): Promise<YearVerdict> {
  const { url, drop } = await databases.create();
  const bundle = await bundleWorker(undefined, fileURLToPath(new URL("./worker.ts", import.meta.url)));
  try {
    return await new Promise<YearVerdict>((resolve, reject) => {
      const child = fork(bundle, [], {
        // Most of what a year makes lives for a moment.
        execArgv: ["--conditions=react-server", "--enable-source-maps", "--max-semi-space-size=64"],
        env: { ...process.env, DATABASE_URL: url },
        stdio: ["ignore", 2, 2, "ipc"],
      });
      child.on("exit", (code) => reject(new Error(`The year ended early, with code ${code}.`)));
      child.on("message", (reply: YearReply) => {
        if ("say" in reply) return say(reply.say);
        resolve(reply.verdict);
        child.disconnect();
      });
      child.send(wish);
    });
  } finally {
    rmSync(bundle, { force: true });
    await drop();
  }
}
