import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { buildIsFresh, sourcesHash, stampFile } from "./build.mjs";
import { installIsFresh, markInstalled } from "./install.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nameplate-stamps-"));
  for (const part of ["node_modules", "lib", ".next"]) mkdirSync(join(folder, part));
  writeLock("1.0.0");
  return () => rmSync(folder, { recursive: true });
});

function writeLock(version: string, file = "package-lock.json"): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages: { "": {}, "node_modules/a": { version } } }));
}

test("an install is fresh until the lock file changes", () => {
  expect(installIsFresh(folder)).toBe(false);
  markInstalled(folder);
  expect(installIsFresh(folder)).toBe(true);
  writeLock("2.0.0");
  expect(installIsFresh(folder)).toBe(false);
});

test("an install by hand that matches the new lock file is not done again", () => {
  writeLock("2.0.0");
  writeLock("1.0.0", "node_modules/.package-lock.json");
  expect(installIsFresh(folder)).toBe(false);
  writeLock("2.0.0", "node_modules/.package-lock.json");
  expect(installIsFresh(folder)).toBe(true);
});

test("a build is fresh until a source changes; tests are not sources", () => {
  writeFileSync(join(folder, "lib", "a.ts"), "1");
  writeFileSync(join(folder, ".next", "BUILD_ID"), "x");
  expect(buildIsFresh(folder)).toBe(false);
  writeFileSync(stampFile(folder), sourcesHash(folder));
  writeFileSync(join(folder, "lib", "a.test.ts"), "1");
  expect(buildIsFresh(folder)).toBe(true);
  writeFileSync(join(folder, "lib", "a.ts"), "2");
  expect(buildIsFresh(folder)).toBe(false);
});
