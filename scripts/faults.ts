import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { env } from "@/lib/kernel/env";
import { bundleWorker } from "./faults/bundle-worker";
import { Databases } from "./faults/crew";
import { hunt } from "./faults/hunt";
import { killServer } from "./faults/kill-server";
import { planRun } from "./faults/plan";
import { playAll, recordAll } from "./faults/play-all";
import { Random } from "./faults/random";
import { isScenario } from "./faults/scenarios";
import { flowsToRecord } from "./faults/single-faults";
import type { PlayResult } from "./faults/stage";
import { runYear } from "./faults/year/run-year";

const { values } = parseArgs({
  options: {
    /** The last line is the same either way. */
    json: { type: "boolean", default: false },
    /** What npm test plays: a case of each kind, the rows that need no days, some schedules and mutants. */
    short: { type: "boolean", default: false },
    schedules: { type: "string" },
    seed: { type: "string", default: "1" },
    /** A part of the label of what is to be played, as a failure prints it. */
    only: { type: "string" },
    /** Ends the running product with SIGKILL amid twenty orders, instead of the suite. */
    kill: { type: "boolean", default: false },
    /** A year of a platform with ten thousand names, or `--domains` of them, instead of the suite. */
    year: { type: "boolean", default: false },
    domains: { type: "string", default: "10000" },
    days: { type: "string", default: "365" },
  },
});

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
const startedAt = performance.now();
const say = (line: string) =>
  process.stderr.write(`${String(Math.round((performance.now() - startedAt) / 1000)).padStart(5)} s  ${line}\n`);

function note(label: string, result: PlayResult): void {
  totals.doubleCharges += result.doubleCharges;
  totals.doubleRegistrations += result.doubleRegistrations;
  if (result.unstruck) say(`· ${label}: its point was not met this time`);
  if (result.problems.length > 0) {
    totals.violations += 1;
    const told = [...result.problems.slice(0, 6), ...result.notes, `again: npm run faults -- --only "${label}"`];
    say(`✗ ${label}\n    ${told.join("\n    ")}`);
  } else if (values.only || (totals.cases + totals.schedules) % 50 === 0) say(`✓ ${label} (${result.ms} ms)`);
}

async function playSuite(): Promise<void> {
  const databases = await Databases.open(env().DATABASE_URL);
  const bundle = await bundleWorker();
  const workers = Math.max(2, availableParallelism());
  const crew = { databases, bundle, workers };
  const isNamed = values.only !== undefined && (isScenario(values.only) || values.only.startsWith("mutant "));
  const recorded = isNamed ? [] : await recordAll(crew, flowsToRecord(values.only));

  const schedules = Number(values.schedules ?? (values.short ? 5 : 100));
  const plan = planRun(recorded, { short: values.short, only: values.only, seed: Number(values.seed), schedules });
  totals.points = plan.points.length;
  say(
    `${plan.points.length} points; playing ${plan.cases.length} cases, ${plan.schedules.length} schedules, ${plan.mutants.length} mutants`,
  );
  await playAll(crew, [...plan.cases, ...plan.schedules], (label, result) => {
    totals[label.startsWith("schedule ") ? "schedules" : "cases"] += 1;
    note(label, result);
  });
  rmSync(bundle, { force: true });

  const queue = [...plan.mutants];
  const hunter = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const found = await hunt(databases, mutant);
      totals.mutants += 1;
      if (found) totals.mutantsKilled += 1;
      say(found ? `✓ mutant ${mutant.id} was found: ${found.slice(0, 100)}` : `✗ mutant ${mutant.id} SURVIVED`);
    }
  };
  await Promise.all(Array.from({ length: workers }, hunter));
  await databases.close();
}

async function playKills(): Promise<void> {
  const verdict = await killServer(new Random(Number(values.seed)), say);
  totals.cases = verdict.orders;
  totals.violations = verdict.violations.length;
  totals.doubleCharges = verdict.doubleCharges.length;
  totals.doubleRegistrations = verdict.doubleRegistrations.length;
  for (const broken of [...verdict.violations, ...verdict.doubleCharges, ...verdict.doubleRegistrations])
    say(`✗ ${broken}`);
}

async function playYear(): Promise<never> {
  const databases = await Databases.open(env().DATABASE_URL);
  const wish = { domains: Number(values.domains), days: Number(values.days), seed: Number(values.seed) };
  const verdict = await runYear(databases, wish, say);
  await databases.close();
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
  const { days: _, domains: __, ...wrong } = verdict;
  process.exit(Object.values(wrong).every((count) => count === 0) ? 0 : 1);
}

if (values.year) await playYear();
await (values.kill ? playKills() : playSuite());
process.stdout.write(`${JSON.stringify(totals)}\n`);
const broken = totals.violations + totals.doubleCharges + totals.doubleRegistrations;
process.exit(broken === 0 && totals.mutants === totals.mutantsKilled ? 0 : 1);
