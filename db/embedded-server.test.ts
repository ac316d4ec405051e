import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { startEmbeddedServer } from "./embedded-server.mjs";
import { isProcessAlive } from "./embedded-server-host.mjs";

// A new cluster is a hundred files to write and sync: seconds on a busy disk.
vi.setConfig({ testTimeout: 60_000 });

const home = mkdtempSync(join(tmpdir(), "nameplate pg "));
const dataDir = join(home, "pg");
afterAll(async () => {
  const left = await startEmbeddedServer({ dataDir });
  await left.remove();
  rmSync(home, { recursive: true });
});

async function ask(url: string, query: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe(query);
    return Object.values(row ?? {})[0];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

test("data is there after a stop and a new start, below a closed folder with a space in its name", async () => {
  const first = await startEmbeddedServer({ dataDir, database: "shop" });
  await ask(first.url, "create table kept as select 7 as value");
  await first.stop();
  const second = await startEmbeddedServer({ dataDir, database: "shop" });
  expect(await ask(second.url, "select value from kept")).toBe(7);
  expect(await ask(second.url, "show fsync")).toBe("on");
  await second.stop();
});

test("a server that outlived its killed parent is taken over, and ends with the one who took it", async () => {
  const first = await startEmbeddedServer({ dataDir, database: "shop" });
  // As after kill -9: the owner on record is a process that is gone.
  writeFileSync(join(first.dataDir, "..", "owner"), "999999999");
  const second = await startEmbeddedServer({ dataDir, database: "shop" });
  expect([second.reused, second.port]).toEqual([true, first.port]);
  const pid = Number(readFileSync(join(first.dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  await second.stop();
  expect(isProcessAlive(pid)).toBe(false);
});

test("a second user of a running server does not stop it for the first", async () => {
  const first = await startEmbeddedServer({ dataDir, database: "shop" });
  onTestFinished(() => first.stop());
  const second = await startEmbeddedServer({ dataDir, database: "shop" });
  await second.stop();
  expect(await ask(first.url, "select 1")).toBe(1);
});

test("a pid file that names another program, as after a power cut, does not keep the server from starting", async () => {
  const first = await startEmbeddedServer({ dataDir, database: "shop" });
  await first.stop();
  writeFileSync(join(first.dataDir, "postmaster.pid"), `${process.pid}\n${first.dataDir}\n1\n1\n`);
  const second = await startEmbeddedServer({ dataDir, database: "shop" });
  expect(await ask(second.url, "select 1")).toBe(1);
  await second.stop();
});

test("an interrupted first start is begun again", async () => {
  const half = join(home, "half");
  const first = await startEmbeddedServer({ dataDir: half });
  onTestFinished(() => second.remove());
  await first.stop();
  rmSync(join(first.dataDir, "PG_VERSION"));
  const second = await startEmbeddedServer({ dataDir: half });
  expect(await ask(second.url, "select 1")).toBe(1);
});

test("a removed server leaves nothing", async () => {
  const gone = await startEmbeddedServer({ dataDir: join(home, "gone") });
  await gone.remove();
  expect([existsSync(gone.dataDir), existsSync(join(home, "gone.location"))]).toEqual([false, false]);
});
