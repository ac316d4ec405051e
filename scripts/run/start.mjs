import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readGivenEnvironment } from "./environment.mjs";
import { installDependencies } from "./install.mjs";
import { dataFolder, root } from "./paths.mjs";
import { interruption, StepFailure, say } from "./progress.mjs";

/**
 * Runs the product until a signal comes or the server ends.
 *
 * @param {"start" | "dev"} mode
 */
export async function start(mode) {
  await installDependencies();
  const { openStack } = await import("./stack.mjs");
  const stack = await openStack({ mode, data: dataFolder, given: readGivenEnvironment() });
  await sayReady(stack);
  const ended = await Promise.race([stack.server.ended, interruption]);
  say("\nStopping …");
  await stack.close();
  say("Stopped. The data stays in .data/.");
  if (ended)
    throw new StepFailure(
      `The server ended with code ${ended.code}.`,
      "Its own message is above. Start again with: npm start",
    );
}

async function sayReady({ url, parsed, sandbox, demo }) {
  say(`\nNameplate is ready: ${url}`);
  const file = join(root, "db", "demo-users.mjs");
  if (demo && existsSync(file)) {
    const { demoUsers } = await import(pathToFileURL(file).href);
    for (const { role, email, password } of demoUsers) say(`  sign in as ${role}: ${email} / ${password}`);
  }
  const worlds = [sandbox.stripe ? "payments" : undefined, sandbox.aws ? "registrar and DNS" : undefined].filter(
    Boolean,
  );
  if (worlds.length === 0) say("  real services for everything: the sandbox is off");
  else {
    say(`  sandbox for ${worlds.join(", ")}: http://127.0.0.1:${parsed.SANDBOX_PORT}`);
    say(`  its name server: dig @127.0.0.1 -p ${parsed.SANDBOX_DNS_PORT} NAME`);
  }
  say("Stop with Ctrl-C.");
}
