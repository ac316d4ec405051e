import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFaultsLine, readPlaywrightReport, readVitestReport, sayTotal, sum } from "./totals.mjs";

const folder = mkdtempSync(join(tmpdir(), "nameplate-totals-"));
const file = join(folder, "report.json");
afterAll(() => rmSync(folder, { recursive: true }));

test("totals are summed and said in one line", () => {
  const all = sum([
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(sayTotal(all)).toBe("5 passed, 1 failed, 1 skipped");
});

test("a test file that could not be loaded is a failure", () => {
  const testResults = [
    { name: "a.test.ts", status: "failed", assertionResults: [] },
    { name: "b.test.ts", status: "failed", assertionResults: [{ status: "failed", fullName: "a name is kept" }] },
  ];
  writeFileSync(file, JSON.stringify({ numPassedTests: 4, numFailedTests: 2, numPendingTests: 0, testResults }));
  expect(readVitestReport(file, 1)).toEqual({
    passed: 4,
    failed: 3,
    skipped: 0,
    failures: ["a.test.ts", "b.test.ts: a name is kept"],
  });
});

test("an error outside every test is a failure", () => {
  writeFileSync(file, JSON.stringify({ numPassedTests: 4, numFailedTests: 0, numPendingTests: 2, testResults: [] }));
  expect(readVitestReport(file, 1)).toEqual({ passed: 4, failed: 1, skipped: 2, failures: [] });
});

test("a story that passed only at the second try counts as failed", () => {
  const stats = { expected: 5, unexpected: 0, flaky: 1, skipped: 0 };
  const of = (title: string, status: string) => ({ title, tests: [{ status }] });
  const inner = { file: "buy.spec.ts", specs: [of("pays", "flaky"), of("waits", "expected")] };
  writeFileSync(file, JSON.stringify({ stats, suites: [{ file: "buy.spec.ts", suites: [inner] }] }));
  expect(readPlaywrightReport(file, 0)).toEqual({ passed: 5, failed: 1, skipped: 0, failures: ["buy.spec.ts: pays"] });
});

test("a run that left no report is one failure", () => {
  expect(readPlaywrightReport(join(folder, "none.json"), 1).failed).toBe(1);
  expect(readFaultsLine("Error: no database", 1).failed).toBe(1);
});

test("a surviving mutant and a violation are failures", () => {
  const line = {
    points: 3,
    cases: 10,
    schedules: 2,
    violations: 1,
    doubleCharges: 0,
    doubleRegistrations: 0,
    mutants: 5,
  };
  const told = `   12 s  ✗ P-14 timeout-done\n${JSON.stringify({ ...line, mutantsKilled: 4 })}\n`;
  expect(readFaultsLine(told, 1)).toEqual({ passed: 16, failed: 2, skipped: 0, failures: ["P-14 timeout-done"] });
});
