import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive } from "../../db/embedded-server-host.mjs";
import { addSandboxStripe, checkEnvironment, composeEnvironment } from "./environment.mjs";
import { root } from "./paths.mjs";
import { requireFreePorts } from "./ports.mjs";
import { runProcess } from "./processes.mjs";
import { say, step } from "./progress.mjs";
import { startSandboxWorld } from "./sandbox.mjs";
import { loadSecrets } from "./secrets.mjs";
import { serve } from "./serve.mjs";

/**
 * Everything one running product needs, in order: a checked environment, free ports, Postgres, the newest migration,
 * demo data, a build, the sandbox, the server. Stops in the opposite order.
 *
 * @param {object} options
 * @param {"start" | "dev"} options.mode
 * @param {string} options.data folder for the database and the secrets
 * @param {Record<string, string | undefined>} options.given environment before anything is added to it
 * @param {"inherit" | "pipe"} [options.log] where the server's output goes
 * @param {boolean} [options.disposable] delete the data folder at the end
 */
export async function openStack({ mode, data, given, log, disposable = false }) {
  const secrets = loadSecrets(data);
  const { env, embeddedDatabase, sandbox } = composeEnvironment(
    given,
    secrets,
    mode === "dev" ? "development" : "production",
  );
  const parsed = await checkEnvironment(env);
  const closers = [];
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop();
  };
  try {
    if (disposable) closers.push(() => rmSync(data, { recursive: true, force: true }));
    await claimPorts(parsed, sandbox, data, closers);
    if (embeddedDatabase) closers.push(await openDatabase(env, data, disposable));
    if (sandbox.stripe) addSandboxStripe(env, secrets, parsed.SANDBOX_PORT);
    // Names of the sandbox are known to its own name server alone.
    if (sandbox.aws) env.DNS_RESOLVERS ||= `127.0.0.1:${parsed.SANDBOX_DNS_PORT}`;
    const demo = await prepareDatabase(env);
    if (mode === "start") await (await import("./build.mjs")).buildWhenChanged(env);
    if (sandbox.stripe || sandbox.aws) {
      const { SANDBOX_PORT: httpPort, SANDBOX_DNS_PORT: dnsPort } = parsed;
      // Its webhooks stay on this machine, whatever address people use.
      const options = { databaseUrl: env.DATABASE_URL, httpPort, dnsPort, appUrl: `http://127.0.0.1:${parsed.PORT}` };
      const world = await step(
        "Starting the sandbox",
        () =>
          startSandboxWorld({
            ...options,
            stripeSecretKey: secrets.SANDBOX_STRIPE_SECRET_KEY,
            stripeWebhookSecret: secrets.SANDBOX_STRIPE_WEBHOOK_SECRET,
          }),
        "Set SANDBOX_PORT and SANDBOX_DNS_PORT to ports that nothing else uses.",
      );
      closers.push(() => world.stop());
    }
    const server = await serve({ mode, env, port: parsed.PORT, log });
    closers.push(() => server.stop());
    return { env, parsed, sandbox, demo, server, url: env.NEXTAUTH_URL, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function claimPorts(parsed, sandbox, data, closers) {
  const wanted = [{ port: parsed.PORT, variable: "PORT", what: "the web server" }];
  if (sandbox.stripe || sandbox.aws) {
    wanted.push({ port: parsed.SANDBOX_PORT, variable: "SANDBOX_PORT", what: "the sandbox", host: "127.0.0.1" });
    const dns = { variable: "SANDBOX_DNS_PORT", what: "the sandbox's name server", host: "127.0.0.1", udp: true };
    wanted.push({ port: parsed.SANDBOX_DNS_PORT, ...dns });
  }
  const marker = join(data, "running");
  const killedBefore = existsSync(marker) && !isProcessAlive(Number(readFileSync(marker, "utf8")));
  await requireFreePorts(wanted, { waitSeconds: killedBefore ? 15 : 0 });
  writeFileSync(marker, String(process.pid));
  closers.push(() => rmSync(marker, { force: true }));
}

async function openDatabase(env, data, disposable) {
  const { startEmbeddedServer } = await import("../../db/embedded-server.mjs");
  const server = await step(
    "Starting Postgres",
    () => startEmbeddedServer({ dataDir: join(data, "pg") }),
    "Set DATABASE_URL to a Postgres server of your own, or see the message above.",
  );
  if (server.reused) say("  (took over the one that a killed start had left running)");
  env.DATABASE_URL = server.url;
  return () => (disposable ? server.remove() : server.stop());
}

async function prepareDatabase(env) {
  // Demo passwords are public: never next to real money.
  const demo = !/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "");
  const script = join(root, "scripts", "run", "prepare-database.ts");
  await step(
    demo ? "Migrating the database and seeding demo data" : "Migrating the database",
    () =>
      runProcess(
        process.execPath,
        ["--conditions=react-server", "--import", "tsx", script, ...(demo ? ["--demo"] : [])],
        { env },
      ),
    "Is the database reachable, and does its user own the schema? The message above names the statement.",
  );
  return demo;
}
