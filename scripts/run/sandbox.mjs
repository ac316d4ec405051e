import { existsSync } from "node:fs";
import { join } from "node:path";
import { importBundled } from "./bundle.mjs";
import { root } from "./paths.mjs";

/**
 * Starts the outside world that needs no account: in this process, because another one would cost 50 MB.
 *
 * @param {{databaseUrl: string, httpPort: number, dnsPort: number, appUrl: string, stripeSecretKey: string,
 *   stripeWebhookSecret: string}} options
 * @returns {Promise<{stop(): Promise<void>}>}
 */
export async function startSandboxWorld(options) {
  const entry = "lib/sandbox/main.ts";
  if (!existsSync(join(root, entry))) throw new Error(`${entry} is missing.`);
  const { startSandbox } = await importBundled(entry, "sandbox");
  return startSandbox(options);
}
