/**
 * B6: steps a second of the embedded engine with its journal on Postgres, against the SDK with its state in memory (floor),
 * against the raw journal loop, and with 100,000 runs queued. All sides in one process on one server, interleaved;
 * medians of per-round ratios.
 */
import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startEmbeddedServer } from "../db/embedded-server.mjs";
import { migrateDatabase } from "../db/migrate";
import { medianRatio } from "./figures/median-ratio";
import { round3 } from "./figures/round3";
import { spread } from "./figures/spread";
import { engineSide } from "./saga/engine-side";
import { floorSide } from "./saga/floor-side";
import { journalSide } from "./saga/journal-side";
import { measureOrder } from "./saga/measure-order";

const rounds = 7;
const runs = 300;
const backlogRuns = 100_000;
const attempts = 3;
const noisySpread = 0.25;

async function openSides(serverUrl: string) {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  const urlOf = async (database: string) => {
    await admin`drop database if exists ${admin(database)} with (force)`;
    await admin`create database ${admin(database)}`;
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    await migrateDatabase(url.href);
    return url.href;
  };
  const journal = await journalSide(await urlOf("bench_journal"));
  const empty = await engineSide(await urlOf("bench_empty"), "empty");
  const deep = await engineSide(await urlOf("bench_deep"), "deep");
  await deep.queueBacklog(backlogRuns);
  const close = async () => {
    for (const side of [journal, empty, deep]) await side.close();
    await admin.end();
  };
  const orderDatabaseUrl = await urlOf("bench_order");
  return { floor: floorSide(), journal, empty, deep, orderDatabaseUrl, checkpoint: () => admin`checkpoint`, close };
}

type Sides = Awaited<ReturnType<typeof openSides>>;

async function measureAll(sides: Sides) {
  const seen = { floor: [] as number[], engine: [] as number[], journal: [] as number[], deep: [] as number[] };
  const measure = {
    floor: () => sides.floor(runs),
    engine: () => sides.empty.measure(runs),
    journal: () => sides.journal.measure(runs),
    deep: () => sides.deep.measureBacklog(runs),
  };
  const names = ["floor", "engine", "deep", "journal"] as const;
  for (let round = -1; round < rounds; round++) {
    await sides.checkpoint();
    for (const name of round % 2 ? names : [...names].reverse()) {
      const stepsPerSecond = await measure[name]();
      if (round >= 0) seen[name].push(stepsPerSecond);
      console.error(`round ${round} ${name.padEnd(8)} ${Math.round(stepsPerSecond)} steps/s`);
    }
  }
  return {
    spread: spread(seen.floor),
    ratios: {
      engineToSdkFloor: round3(medianRatio(seen.engine, seen.floor)),
      engineToJournal: round3(medianRatio(seen.engine, seen.journal)),
      engineToDbos: null,
      backlog100kToEmpty: round3(medianRatio(seen.deep, seen.engine)),
    },
  };
}

const busy = (loadavg()[0] ?? 0) > 0.5;
const server = await startEmbeddedServer({ dataDir: await mkdtemp(join(tmpdir(), "nameplate-bench-")) });
try {
  const sides = await openSides(server.url);
  let result = await measureAll(sides);
  for (let attempt = 1; attempt < attempts && result.spread > noisySpread; attempt++) result = await measureAll(sides);
  const counts = (await measureOrder(sides.orderDatabaseUrl)) ?? {};
  await sides.close();
  const noisy = busy || result.spread > noisySpread;
  console.log(JSON.stringify({ bench: "saga", ratios: result.ratios, exponents: {}, counts, noisy }));
} finally {
  await server.remove();
}
