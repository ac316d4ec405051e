import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "../../db/embedded-server.mjs";
import { makeDisposableFolder } from "../../scripts/run/disposable-data.mjs";
import { root } from "../../scripts/run/paths.mjs";
import { runProcess, startProcess, stopProcess } from "../../scripts/run/processes.mjs";
import { linkPackages } from "./link-packages";

const files: Record<string, string> = {
  "package.json": `{ "name": "bare-next", "private": true, "type": "module" }`,
  // Otherwise Next takes the product's instrumentation and proxy, which lie in a folder above, for this app's.
  "next.config.js": "export default { turbopack: { root: import.meta.dirname } };",
  "app/layout.js": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
  "app/page.js": `const rows = ["lantern", "harbor", "quay", "orchard", "kiln", "loom", "anvil", "press"];
export default function Page() {
  return <main><h1>Names</h1><ul>{rows.map((row) => <li key={row}>{row}.shop</li>)}</ul></main>;
}`,
};

const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
const patienceMs = 60_000;

export type BareApp = { start(): Promise<{ url: string; stop(): Promise<void> }>; remove(): void };

/** The floor: a Next app of one prerendered page, a heading and a list, and nothing else, of the product's own versions. */
export async function buildBareApp(): Promise<BareApp> {
  const folder = makeDisposableFolder("bare");
  linkPackages(["next", "react", "react-dom"], join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(folder, "app"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await runProcess(process.execPath, [next(folder), "build", folder], { env, stdio: "pipe" });
  return { start: () => start(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const next = (folder: string) => join(folder, "node_modules", "next", "dist", "bin", "next");

async function start(folder: string) {
  const port = await freePort();
  const guard = pathToFileURL(join(root, "scripts", "run", "exit-with-parent.mjs")).href;
  const args = ["--import", guard, next(folder), "start", folder, "--port", String(port)];
  const server = startProcess(process.execPath, args, { env, ipc: true, stdio: "pipe" });
  const url = `http://localhost:${port}`;
  const deadline = performance.now() + patienceMs;
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (performance.now() > deadline) throw new Error("The bare Next app does not answer with its page.");
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return { url, stop: () => stopProcess(server) };
}
