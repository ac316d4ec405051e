import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { importBundled } from "./bundle.mjs";
import { root } from "./paths.mjs";
import { StepFailure } from "./progress.mjs";

/** @typedef {Record<string, string | undefined>} Variables */

/** Stands in for the address of the embedded server until that runs. */
const notYet = "postgres://embedded@127.0.0.1:1/nameplate";

/**
 * What the product gets as its environment: the shell's variables, then `.env`, then the secrets of this installation,
 * then the sandbox in the place of every outside party that has no credentials.
 *
 * @param {Variables} given the shell's variables, over those of `.env`
 * @param {ReturnType<typeof import("./secrets.mjs").loadSecrets>} secrets
 * @param {"production" | "development"} mode
 * @returns {{env: Variables, embeddedDatabase: boolean, sandbox: {stripe: boolean, aws: boolean}}}
 */
export function composeEnvironment(given, secrets, mode) {
  /** @type {Variables} */
  const env = { ...given, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" };
  for (const name of ["NEXTAUTH_SECRET", "NAMEPLATE_MASTER_KEY", "INNGEST_SIGNING_KEY"]) env[name] ||= secrets[name];
  env.PORT ||= "3000";
  env.NEXTAUTH_URL ||= env.APP_URL || `http://localhost:${env.PORT}`;
  env.DATABASE_URL ||= notYet;
  const sandbox = { stripe: !env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET, aws: !env.AWS_ACCESS_KEY_ID };
  return { env, embeddedDatabase: env.DATABASE_URL === notYet, sandbox };
}

/** The ordinary variables through which the product reaches the sandbox's Stripe. */
export function addSandboxStripe(env, secrets, sandboxPort) {
  env.STRIPE_SECRET_KEY = secrets.SANDBOX_STRIPE_SECRET_KEY;
  env.STRIPE_WEBHOOK_SECRET = secrets.SANDBOX_STRIPE_WEBHOOK_SECRET;
  env.STRIPE_API_BASE_URL ||= `http://127.0.0.1:${sandboxPort}/stripe`;
}

/**
 * The shell's variables over those of `.env`.
 *
 * @param {string} [folder]
 * @param {Variables} [shell]
 * @returns {Variables}
 */
export function readGivenEnvironment(folder = root, shell = process.env) {
  const file = join(folder, ".env");
  const kept = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return { ...kept, ...shell };
}

/**
 * Checks the environment as the product itself will.
 *
 * @param {Variables} env
 * @returns {Promise<import("../../lib/kernel/env").Env>}
 */
export async function checkEnvironment(env) {
  const kernel = await importBundled("lib/kernel/env.ts", "env");
  try {
    return kernel.parseEnv(env);
  } catch (error) {
    if (!(error instanceof kernel.EnvError)) throw error;
    throw new StepFailure(error.message, "Correct these in .env or in the shell; .env.example explains each variable.");
  }
}

const outsideVariables =
  /^(STRIPE|AWS|INNGEST|NEXTAUTH|NAMEPLATE|REGISTRAR$|DNS_|SMTP_|SANDBOX|APP_URL$|DATABASE_|PORT$)/;

/** Said as empty, so that Next, which reads `.env` by itself, does not bring them back. */
const saidAsEmpty = [
  ...["APP_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_BASE_URL", "REGISTRAR"],
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_ROUTE_53_DOMAINS", "AWS_ENDPOINT_URL_ROUTE_53"],
  ...["DNS_RESOLVERS", "SMTP_URL", "INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_DEV"],
];

/**
 * For tests: nothing of the shell or of `.env` that could lead to a real service or to somebody's data.
 *
 * @param {Variables} [shell]
 * @returns {Variables}
 */
export function hermeticEnvironment(shell = process.env) {
  const kept = Object.entries(shell).filter(([name]) => !outsideVariables.test(name));
  const empty = saidAsEmpty.map((name) => [name, ""]);
  return { ...Object.fromEntries([...kept, ...empty]), INNGEST_ENGINE: "embedded", DATABASE_POOL_SIZE: "10" };
}
