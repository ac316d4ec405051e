import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { SECOND } from "@/lib/kernel/clock";
import { engineSuite } from "./engine-suite";

/** INNGEST_BIN, `inngest` on PATH, or what the `inngest-cli` package brings. */
function findBinary(): string | undefined {
  const named = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "inngest"));
  const candidates = [process.env.INNGEST_BIN ?? "", ...named, join("node_modules", ".bin", "inngest-cli")];
  return candidates.find((path) => path !== "" && existsSync(path) && runs(path));
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ["version"], { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

const binary = findBinary();
const signingKey = randomBytes(32).toString("hex");
const eventKey = randomBytes(16).toString("hex");
const silent = { info() {}, warn() {}, error() {}, debug() {} };

describe.skipIf(!binary)("an Inngest server (needs INNGEST_BIN or inngest on PATH)", () => {
  let baseUrl = "";
  let folder = "";
  let server: ChildProcess;
  let apps = 0;

  beforeAll(async () => {
    const [port, gatewayPort] = [await freePort(), await freePort()];
    baseUrl = `http://127.0.0.1:${port}`;
    folder = await mkdtemp(join(tmpdir(), "nameplate-inngest-"));
    const options = { "signing-key": signingKey, "event-key": eventKey, host: "127.0.0.1", "sqlite-dir": folder };
    const ports = { port: String(port), "connect-gateway-port": String(gatewayPort) };
    const flags = Object.entries({ ...options, ...ports }).flatMap(([name, value]) => [`--${name}`, value]);
    server = spawn(binary ?? "", ["start", "--no-ui", ...flags], { stdio: "ignore" });
    const healthy = async () => (await fetch(`${baseUrl}/health`).catch(() => undefined))?.ok ?? false;
    await expect.poll(healthy, { timeout: 60_000, interval: 200 }).toBe(true);
  }, 90_000);

  afterAll(async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    await rm(folder, { recursive: true, force: true });
  });

  engineSuite(
    async (build) => {
      const client = new Inngest({
        ...{ id: `app${++apps}-${process.pid}`, baseUrl, signingKey, eventKey, isDev: false, logger: silent },
      });
      const app: Server = createServer(serve({ client, functions: build(client) }));
      await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
      const { port } = app.address() as AddressInfo;
      const registered = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
      if (!registered.ok) throw new Error(`The app could not be registered: ${await registered.text()}`);
      return {
        send: (events) => client.send(events.map((event) => ({ ...event, data: event.data ?? {} }))),
        pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        settle: async () => {},
        close: () => new Promise((resolve) => app.close(() => resolve())),
      };
    },
    { patienceMs: 40 * SECOND },
  );
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
