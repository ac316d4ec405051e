import { existsSync, readFileSync } from "node:fs";

/** @typedef {{passed: number, failed: number, skipped: number, failures?: string[]}} Total with the names of what failed */

/** @param {Total[]} totals */
export function sum(totals) {
  const add = (name) => totals.reduce((all, each) => all + each[name], 0);
  const failures = totals.flatMap((each) => each.failures ?? []);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped"), failures };
}

/** A program that ended badly without a count of its own is one failure. */
export const oneFailure = Object.freeze({ passed: 0, failed: 1, skipped: 0 });

/**
 * @param {string} file report of vitest's json reporter
 * @param {number} code the exit code: an error outside any test must not be lost
 * @returns {Total}
 */
export function readVitestReport(file, code) {
  if (!existsSync(file)) return oneFailure;
  const report = JSON.parse(readFileSync(file, "utf8"));
  const emptyFiles = report.testResults.filter(
    (each) => each.status === "failed" && each.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + emptyFiles.length;
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => `${name}: ${fullName}`),
  );
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [...emptyFiles.map(({ name }) => name), ...tests],
  };
}

/** @returns {Total} of Playwright's json reporter; a flaky story counts as failed */
export function readPlaywrightReport(file, code) {
  if (!existsSync(file)) return oneFailure;
  const { stats, suites = [] } = JSON.parse(readFileSync(file, "utf8"));
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: stats.skipped,
    failures: suites.flatMap(failedStories),
  };
}

/** The stories of a suite, and of those within it, that did not pass at once. */
function failedStories({ specs = [], suites = [], file }) {
  const wrong = specs.filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"));
  return [...wrong.map(({ title }) => `${file}: ${title}`), ...suites.flatMap(failedStories)];
}

/** @returns {Total} of the last line of `npm run faults`: every case, schedule and mutant is one */
export function readFaultsLine(output, code) {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  let line;
  try {
    line = JSON.parse(last);
  } catch {
    return oneFailure;
  }
  const bad = line.violations + line.doubleCharges + line.doubleRegistrations + (line.mutants - line.mutantsKilled);
  return {
    passed: line.cases + line.schedules + line.mutantsKilled,
    failed: bad === 0 && code !== 0 ? 1 : bad,
    skipped: 0,
    failures: output.split("\n").flatMap((each) => /✗ (.+)$/.exec(each)?.[1] ?? []),
  };
}

/** @param {Total} total */
export function sayTotal({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
