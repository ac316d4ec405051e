import { join } from "node:path";
import { addSandboxStripe, checkEnvironment, composeEnvironment, readGivenEnvironment } from "./environment.mjs";
import { installDependencies } from "./install.mjs";
import { dataFolder, root } from "./paths.mjs";
import { startProcess } from "./processes.mjs";
import { keepQuiet } from "./progress.mjs";
import { loadSecrets } from "./secrets.mjs";

/**
 * Runs a job of the installation by its name, beside the running product or without it: the same database, secrets and
 * outside parties as `npm start` has. The sandbox is part of the product, so what asks it needs the product running.
 */
export async function runJobByName(args) {
  keepQuiet();
  await installDependencies();
  const secrets = loadSecrets(dataFolder);
  const { env, embeddedDatabase, sandbox } = composeEnvironment(readGivenEnvironment(), secrets, "production");
  const parsed = await checkEnvironment(env);
  if (sandbox.stripe) addSandboxStripe(env, secrets, parsed.SANDBOX_PORT);
  if (sandbox.aws) env.DNS_RESOLVERS ||= `127.0.0.1:${parsed.SANDBOX_DNS_PORT}`;
  const { startEmbeddedServer } = await import("../../db/embedded-server.mjs");
  const server = embeddedDatabase ? await startEmbeddedServer({ dataDir: join(dataFolder, "pg") }) : undefined;
  try {
    if (server) env.DATABASE_URL = server.url;
    const script = join(root, "scripts", "job.ts");
    const node = ["--conditions=react-server", "--import", "tsx", script, ...args];
    process.exitCode = (await startProcess(process.execPath, node, { env }).ended).code;
  } finally {
    await server?.stop();
  }
}
