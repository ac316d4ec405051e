import { bin, root } from "./paths.mjs";
import { startProcess } from "./processes.mjs";
import { say, throwIfInterrupted } from "./progress.mjs";

const node = process.execPath;

/** Each is one or more programs, run one after the other; the checks themselves run beside each other. */
const checks = [
  { name: "format and lint", programs: [[bin("biome"), "check", "--error-on-warnings"]] },
  {
    name: "types",
    programs: [
      [bin("next"), "typegen"],
      [bin("tsc"), "--noEmit"],
    ],
  },
  { name: "boundaries, house rules, cited files", programs: [[node, "--import", "tsx", "scripts/check/rules.ts"]] },
  { name: "unused files, exports, dependencies", programs: [[bin("knip")]] },
];

/**
 * Runs every static check and prints the whole output of those that fail.
 *
 * @returns {Promise<import("./totals.mjs").Total>}
 */
export async function runChecks() {
  const results = await Promise.all(
    checks.map(async ({ name, programs }) => {
      for (const [file, ...args] of programs) {
        const { ok, output } = await capture(file, args);
        if (!ok) return { name, ok, output };
      }
      return { name, ok: true, output: "" };
    }),
  );
  for (const { name, ok, output } of results) say(`${ok ? "✓" : "✗"} ${name}${ok ? "" : `\n${output.trimEnd()}\n`}`);
  const failed = results.filter(({ ok }) => !ok).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

/** The command: ends with 1 when any check fails. */
export async function check() {
  const { installDependencies } = await import("./install.mjs");
  await installDependencies();
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}

async function capture(file, args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", npm_config_loglevel: "error" };
  const { child, ended } = startProcess(file, args, { env, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const { code } = await ended;
  throwIfInterrupted();
  return { ok: code === 0, output: output.replaceAll(`${root}/`, "") };
}
