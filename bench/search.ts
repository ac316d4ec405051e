/**
 * B5: one query over 50, 500 and 1,500 endings at six registrars over real HTTP with seeded delays, 2 % errors and one
 * call that hangs; prices joined from Postgres, results streamed. The floor fires the same calls and nothing else, in the
 * same run. Medians of per-round ratios; counts are exact.
 */
import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase } from "../db/client";
import { startEmbeddedServer } from "../db/embedded-server.mjs";
import { migrateDatabase } from "../db/migrate";
import { AvailabilityPool } from "../lib/search/availability-pool";
import { exponent } from "./figures/exponent";
import { median } from "./figures/median";
import { round3 } from "./figures/round3";
import { spread } from "./figures/spread";
import { sellOnly, writeCatalogue } from "./search/catalogue";
import { fewestCalls, floorOnce, type Measured, searchOnce } from "./search/measure";
import { accounts, startRegistrars, type World } from "./search/registrars";

const rounds = 9;
const attempts = 3;
const noisySpread = 0.25;
const sizes = [50, 500, 1500];

const accountOf = (name: string) => {
  const tld = name.slice(name.indexOf(".") + 1);
  return accounts[(tld === "com" ? 0 : Number(tld.slice(3))) % accounts.length]!;
};

function sameWork(ours: Measured, floor: { states: Map<string, string> }): void {
  for (const [name, state] of ours.states) {
    if (state !== floor.states.get(name))
      throw new Error(`${name}: the search says ${state}, the registrar ${floor.states.get(name)}`);
  }
}

async function fanOut(address: string, attempt: number) {
  const seen = {
    ratio: [] as number[],
    floorRatio: [] as number[],
    toFloor: [] as number[],
    first: [] as number[],
    calls: [] as number[],
  };
  for (let round = -1; round < rounds; round += 1) {
    const query = `lumen${attempt}x${round + 1}`;
    const world: World = { round: `r${attempt}.${round}`, mode: "faults", hangs: `${query}.tld3` };
    const ours = await searchOnce(address, world, query);
    const floor = await floorOnce(address, world, ours.calls);
    sameWork(ours, floor);
    if (round < 0) continue;
    seen.ratio.push(ours.lastMs / ours.slowestMs);
    seen.floorRatio.push(floor.lastMs / ours.slowestMs);
    seen.toFloor.push(ours.lastMs / floor.lastMs);
    seen.first.push(ours.firstRowMs);
    seen.calls.push(ours.calls.length / fewestCalls([...ours.states.keys()], accountOf));
    console.error(
      `round ${round}: slowest ${Math.round(ours.slowestMs)} ms, last ${Math.round(ours.lastMs)}, floor ${Math.round(floor.lastMs)}, ` +
        `plan ${Math.round(ours.planMs)}, first row ${Math.round(ours.firstRowMs)}, calls ${ours.calls.length}`,
    );
  }
  return seen;
}

/** The same search again, and 10 and 100 searchers at once over 20 queries: how many names were asked for each that exists. */
async function sharing(address: string) {
  const world: World = { round: "shared", mode: "clean", hangs: null };
  const pool = new AvailabilityPool();
  await searchOnce(address, world, "again", pool);
  const repeats: Measured[] = [];
  for (let i = 0; i < rounds; i += 1) repeats.push(await searchOnce(address, world, "again", pool));
  const crowd = async (users: number) => {
    const shared = new AvailabilityPool();
    const all = await Promise.all(
      Array.from({ length: users }, (_, i) =>
        searchOnce(address, { ...world, round: `crowd${users}` }, `crowd${users}x${i % 20}`, shared, 60_000),
      ),
    );
    const names = all.flatMap((one) => one.calls.flatMap((call) => call.names));
    const slowestMs = Math.max(...all.map((one) => one.slowestMs));
    return { asked: names.length / new Set(names).size, late: median(all.map((one) => one.lastMs)) / slowestMs };
  };
  const [ten, hundred] = [await crowd(10), await crowd(100)];
  return {
    repeatCalls: repeats.reduce((sum, one) => sum + one.calls.length, 0),
    repeatMs: median(repeats.map((one) => one.lastMs)),
    ten,
    hundred,
  };
}

async function growth(address: string) {
  type Point = { x: number; y: number };
  const points = { calls: [] as Point[], last: [] as Point[], cpu: [] as Point[] };
  for (const size of sizes) {
    await sellOnly(size);
    for (let round = -1; round < 3; round += 1) {
      const cpu = process.cpuUsage();
      const ours = await searchOnce(
        address,
        { round: `g${size}.${round}`, mode: "clean", hangs: null },
        `grow${round + 1}`,
      );
      const { user, system } = process.cpuUsage(cpu);
      if (round < 0) continue;
      points.calls.push({ x: size, y: ours.calls.length });
      points.last.push({ x: size, y: ours.lastMs });
      points.cpu.push({ x: size, y: user + system });
    }
  }
  return { calls: exponent(points.calls), last: exponent(points.last), cpu: exponent(points.cpu) };
}

const busy = (loadavg()[0] ?? 0) > 0.5;
const server = await startEmbeddedServer({ dataDir: await mkdtemp(join(tmpdir(), "nameplate-bench-")) });
const registrars = await startRegistrars();
try {
  Object.assign(process.env, {
    DATABASE_URL: server.url,
    NEXTAUTH_SECRET: "0".repeat(32),
    NAMEPLATE_MASTER_KEY: "0".repeat(64),
    INNGEST_SIGNING_KEY: "signkey-bench-00",
  });
  await migrateDatabase(server.url);
  await writeCatalogue(sizes.at(-1)!);
  await sellOnly(500);

  let seen = await fanOut(registrars.address, 0);
  for (let attempt = 1; attempt < attempts && spread(seen.floorRatio) > noisySpread; attempt += 1)
    seen = await fanOut(registrars.address, attempt);
  const shared = await sharing(registrars.address);
  const grown = await growth(registrars.address);
  console.error(
    `repeat ${round3(shared.repeatMs)} ms; 100 users end at ${round3(shared.hundred.late)} of the slowest call`,
  );
  console.log(
    JSON.stringify({
      bench: "search",
      ratios: {
        lastToSlowest: round3(median(seen.ratio)),
        firstRowMs: Math.round(median(seen.first)),
        lastToFloor: round3(median(seen.toFloor)),
        repeatMs: round3(shared.repeatMs),
      },
      exponents: { callsByEndings: grown.calls, lastByEndings: grown.last, cpuByEndings: grown.cpu },
      counts: {
        callsToMinimum: round3(median(seen.calls)),
        repeatCalls: shared.repeatCalls,
        askedToUnique10Users: round3(shared.ten.asked),
        askedToUnique100Users: round3(shared.hundred.asked),
      },
      noisy: busy || spread(seen.floorRatio) > noisySpread,
    }),
  );
} finally {
  await closeDatabase();
  await registrars.close();
  await server.remove();
}
