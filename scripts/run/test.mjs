import { rmSync } from "node:fs";
import { join } from "node:path";
import { freeStackEnvironment } from "./free-stack.mjs";
import { installDependencies } from "./install.mjs";
import { bin, root } from "./paths.mjs";
import { startProcess } from "./processes.mjs";
import { Interrupted, say, sayFailure, throwIfInterrupted } from "./progress.mjs";
import { oneFailure, readFaultsLine, readPlaywrightReport, readVitestReport, sayTotal, sum } from "./totals.mjs";

/** Everything a fresh machine can prove. A failed part does not keep the others from running; the last line counts all. */
export async function test() {
  await installDependencies();
  const { makeDisposableFolder, sweepDeadRuns } = await import("./disposable-data.mjs");
  await sweepDeadRuns();
  const reports = makeDisposableFolder("reports");
  const parts = [
    ["Static checks", async () => (await import("./check.mjs")).runChecks()],
    ["Unit, integration and conformance tests", () => runVitest(join(reports, "vitest.json"))],
    ["Faults, short form", runFaults],
    ["Build and browser stories", () => runStories(join(reports, "stories.json"))],
  ];
  const totals = [];
  for (const [title, run] of parts) {
    say(`\n── ${title}`);
    const total = await run().catch((failure) => {
      if (failure instanceof Interrupted) throw failure;
      sayFailure(failure);
      return oneFailure;
    });
    say(`── ${title}: ${sayTotal(total)}`);
    totals.push(total);
  }
  rmSync(reports, { recursive: true, force: true });
  const all = sum(totals);
  for (const name of all.failures) say(`✗ ${name}`);
  say(`\n${sayTotal(all)}`);
  process.exitCode = all.failed === 0 ? 0 : 1;
}

async function runVitest(report) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await run(bin("vitest"), ["run", ...reporters], { env: process.env });
  return readVitestReport(report, code);
}

async function runFaults() {
  const { code, output } = await run(
    process.execPath,
    [join(root, "scripts", "run.mjs"), "faults", "--short", "--json"],
    {
      env: process.env,
      stdio: "pipe",
    },
  );
  return readFaultsLine(output, code);
}

async function runStories(report) {
  const { requireBrowser } = await import("./browser.mjs");
  const { makeDisposableFolder } = await import("./disposable-data.mjs");
  const { openStack } = await import("./stack.mjs");
  await requireBrowser();
  const given = await freeStackEnvironment();
  const data = makeDisposableFolder("app");
  const stack = await openStack({ mode: "start", data, given, log: "pipe", disposable: true });
  try {
    const env = { ...stack.env, E2E_BASE_URL: stack.url, E2E_REPORT: report };
    const { code } = await run(bin("playwright"), ["test"], { env });
    const total = readPlaywrightReport(report, code);
    if (total.failed > 0) say(`The server's last output:\n${stack.server.output()}`);
    return sum([total, { passed: 1, failed: 0, skipped: 0 }]);
  } finally {
    await stack.close();
  }
}

/** Shows and, with stdio "pipe", also returns what the program prints. */
async function run(file, args, options) {
  const { child, ended } = startProcess(file, args, options);
  let output = "";
  for (const [stream, out] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream?.on("data", (chunk) => {
      output += chunk;
      out.write(chunk);
    });
  }
  const { code } = await ended;
  throwIfInterrupted();
  return { code, output };
}
