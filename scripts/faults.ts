import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { env } from "@/lib/kernel/env";
import { bundleWorker } from "./faults/bundle-worker";
import { Databases, Worker } from "./faults/crew";
import { playAll } from "./faults/play-all";
import { scenarios } from "./faults/scenarios";
import { casesOf } from "./faults/single-faults";
import type { PlayResult } from "./faults/stage";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    schedules: { type: "string" },
    seed: { type: "string", default: "1" },
    at: { type: "string" },
    only: { type: "string" },
    kill: { type: "boolean", default: false },
  },
});

const say = (line: string) => process.stderr.write(`${line}\n`);
const totals = {
  points: 0,
  cases: 0,
  schedules: 0,
  violations: 0,
  doubleCharges: 0,
  doubleRegistrations: 0,
  mutants: 0,
  mutantsKilled: 0,
};

const databases = await Databases.open(env().DATABASE_URL);
const bundle = await bundleWorker();
const crew = { databases, bundle, workers: Math.max(2, availableParallelism()) };

const recorder = await Worker.start(databases, bundle);
const recorded = process.env.NOREC ? [] : await recorder.record();
await recorder.stop();
totals.points = new Set(recorded.flatMap(({ points }) => points)).size;
const singles = casesOf(recorded);
say(`${totals.points} points, ${singles.length} single faults`);

const unstruck: string[] = [];
function told(label: string, result: PlayResult): void {
  totals.cases += 1;
  totals.doubleCharges += result.doubleCharges;
  totals.doubleRegistrations += result.doubleRegistrations;
  if (result.unstruck) unstruck.push(label);
  if (result.problems.length > 0) {
    totals.violations += 1;
    say(
      `✗ ${label}\n    ${result.problems.slice(0, 6).join("\n    ")}\n    again: npm run faults -- --only "${label}"`,
    );
  } else if (values.only || totals.cases % 50 === 0) say(`✓ ${label} (${result.ms} ms, case ${totals.cases})`);
}
const every = Math.max(1, Math.ceil(singles.length / 40));
const all = values.short
  ? singles.filter((_, index) => index % every === 0)
  : [...scenarios.map(({ label }) => label), ...singles];
const wanted = all.filter((label) => !values.only || label.includes(values.only));
await playAll(crew, wanted, told);
if (unstruck.length > 0) say(`${unstruck.length} faults did not come about:\n  ${unstruck.join("\n  ")}`);

await databases.close();
rmSync(bundle, { force: true });
process.stdout.write(`${JSON.stringify(totals)}\n`);
process.exit(totals.violations === 0 ? 0 : 1);
