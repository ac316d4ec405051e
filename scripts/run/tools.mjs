import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addSandboxStripe, composeEnvironment } from "./environment.mjs";
import { freeStackEnvironment } from "./free-stack.mjs";
import { installDependencies } from "./install.mjs";
import { bin, root } from "./paths.mjs";
import { startProcess } from "./processes.mjs";
import { keepQuiet, StepFailure } from "./progress.mjs";
import { loadSecrets } from "./secrets.mjs";

const typescript = ["--conditions=react-server", "--import", "tsx"];

/** Runs a TypeScript program with an empty Postgres and a whole environment of its own; its last line stays the last. */
export async function runWithDatabase(script, args) {
  keepQuiet();
  await installDependencies();
  const { makeDisposableFolder, sweepDeadRuns } = await import("./disposable-data.mjs");
  const { startEmbeddedServer } = await import("../../db/embedded-server.mjs");
  await sweepDeadRuns();
  const folder = makeDisposableFolder("tool");
  const secrets = loadSecrets(folder);
  const { env } = composeEnvironment(await freeStackEnvironment(), secrets, "production");
  addSandboxStripe(env, secrets, env.SANDBOX_PORT);
  const server = await startEmbeddedServer({ dataDir: join(folder, "pg") });
  try {
    env.DATABASE_URL = server.url;
    await runToTheEnd(process.execPath, [...typescript, join(root, script), ...args], env);
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One of the works in bench/, by its name; each brings its own servers. */
export async function bench([name = "", ...args]) {
  keepQuiet();
  await installDependencies();
  const files = readdirSync(join(root, "bench"), { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.filter((entry) => entry.name.endsWith(".ts")).map((entry) => entry.name.slice(0, -3));
  if (!names.includes(name)) {
    throw new StepFailure(`There is no bench called "${name}".`, `npm run bench -- ${names.join(" | ")} [--json]`);
  }
  const { makeDisposableFolder, sweepDeadRuns } = await import("./disposable-data.mjs");
  await sweepDeadRuns();
  const folder = makeDisposableFolder("bench");
  const { env } = composeEnvironment(await freeStackEnvironment(), loadSecrets(folder), "production");
  try {
    await runToTheEnd(process.execPath, [...typescript, join(root, "bench", `${name}.ts`), ...args], env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Screenshots and axe findings of every screen, of the instance at LOOK_URL or of one started for it. */
export async function look(args) {
  await installDependencies();
  const { requireBrowser } = await import("./browser.mjs");
  await requireBrowser();
  const script = join(root, "scripts", "look", "main.ts");
  if (process.env.LOOK_URL) return runToTheEnd(process.execPath, [...typescript, script, ...args], process.env);
  const { makeDisposableFolder, sweepDeadRuns } = await import("./disposable-data.mjs");
  const { openStack } = await import("./stack.mjs");
  await sweepDeadRuns();
  const data = makeDisposableFolder("look");
  const given = await freeStackEnvironment();
  const stack = await openStack({ mode: "start", data, given, log: "pipe", disposable: true });
  try {
    const env = { ...stack.env, LOOK_URL: stack.url };
    await runToTheEnd(process.execPath, [...typescript, script, ...args], env);
  } finally {
    await stack.close();
  }
}

/** Tests against counterparts written by others. */
export async function testPeers(args) {
  await installDependencies();
  await runToTheEnd(bin("vitest"), ["run", "--config", "scripts/testing/peers.config.ts", ...args], process.env);
}

/** Writes the migration from the schema as it is to what the last migration left. */
export async function generateMigration(args) {
  await installDependencies();
  // It may ask whether a column was renamed, so it gets the keyboard.
  const { spawnSync } = await import("node:child_process");
  process.exitCode = spawnSync(bin("drizzle-kit"), ["generate", ...args], { cwd: root, stdio: "inherit" }).status ?? 1;
}

async function runToTheEnd(file, args, env) {
  const { code } = await startProcess(file, args, { env }).ended;
  process.exitCode = code;
}
