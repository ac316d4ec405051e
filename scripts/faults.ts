import { parseArgs } from "node:util";
import { migrateDatabase } from "@/db/migrate";
import { env } from "@/lib/kernel/env";
import { FaultInjector } from "./faults/fault-injector";
import { Platform } from "./faults/platform";
import { allCases, playCase } from "./faults/single-faults";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    schedules: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    kill: { type: "boolean", default: false },
  },
});

const say = (line: string) => process.stderr.write(`${line}\n`);

const url = env().DATABASE_URL;
await migrateDatabase(url);
const platform = await Platform.open(url);
const faults = new FaultInjector(platform.clock);
faults.onCrash = () => platform.crashed();
await faults.inProcess(() => platform.startProcess());

const totals = { points: 0, cases: 0, schedules: 0, violations: 0, doubleCharges: 0, doubleRegistrations: 0 };
const told = new Set<string>();
const { points, cases } = await allCases(platform, faults);
totals.points = points.size;
say(`${points.size} points, ${cases.length} cases`);
const wanted = cases.filter(
  ({ flow, fault }) => !values.only || `${flow.name} ${fault.point} ${fault.kind}`.includes(values.only),
);
const chosen = values.short ? wanted.filter((_, index) => index % Math.ceil(wanted.length / 40) === 0) : wanted;
for (const [index, one] of chosen.entries()) {
  const startedAt = performance.now();
  const result = await playCase(platform, faults, one, index);
  totals.cases += 1;
  totals.doubleCharges += result.doubleCharges;
  totals.doubleRegistrations += result.doubleRegistrations;
  const label = `${one.flow.name} ${one.fault.point} ${one.fault.kind}`;
  // What an earlier case broke stays broken: each break is told and counted once.
  const fresh = result.problems.filter((problem) => !told.has(problem.slice(0, 60)));
  for (const problem of fresh) told.add(problem.slice(0, 60));
  if (fresh.length > 0) {
    totals.violations += 1;
    say(`✗ ${label}\n    ${fresh.slice(0, 6).join("\n    ")}`);
  } else if (values.only || index % 50 === 0) say(`✓ ${label} (${Math.round(performance.now() - startedAt)} ms)`);
}
await platform.close();
faults.close();
process.stdout.write(`${JSON.stringify({ ...totals, mutants: 0, mutantsKilled: 0 })}\n`);
process.exit(totals.violations === 0 ? 0 : 1);
