/** The one way in: `node scripts/run.mjs COMMAND`. Needs nothing installed; each command loads what it needs. */
import { stopAllProcesses } from "./run/processes.mjs";
import { Interrupted, listenForSignals, sayFailure } from "./run/progress.mjs";

const commands = {
  start: async () => (await import("./run/start.mjs")).start("start"),
  dev: async () => (await import("./run/start.mjs")).start("dev"),
  test: async () => (await import("./run/test.mjs")).test(),
  "test:peers": async () => (await import("./run/tools.mjs")).testPeers(rest),
  check: async () => (await import("./run/check.mjs")).check(),
  look: async () => (await import("./run/tools.mjs")).look(rest),
  faults: async () => (await import("./run/tools.mjs")).runWithDatabase("scripts/faults.ts", rest),
  bench: async () => (await import("./run/tools.mjs")).bench(rest),
  job: async () => (await import("./run/job.mjs")).runJobByName(rest),
  "db:generate": async () => (await import("./run/tools.mjs")).generateMigration(rest),
};

const [name = "", ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  process.stderr.write(`Usage: node scripts/run.mjs ${Object.keys(commands).join(" | ")}\n`);
  process.exit(2);
}

listenForSignals(stopAllProcesses);
try {
  await command();
  process.exit(process.exitCode ?? 0);
} catch (failure) {
  sayFailure(failure);
  process.exit(failure instanceof Interrupted ? 130 : 1);
}
