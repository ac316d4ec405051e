import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets.mjs";

const folder = mkdtempSync(join(tmpdir(), "nameplate-secrets-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("secrets are made once and stay the same at the next start", () => {
  const first = loadSecrets(folder);
  expect(loadSecrets(folder)).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
});

test("only their owner can read the secrets", () => {
  loadSecrets(folder);
  expect(statSync(join(folder, "secrets.json")).mode & 0o077).toBe(0);
});

test("a secret that a newer version needs is added without changing the others", () => {
  const { NAMEPLATE_MASTER_KEY: key } = loadSecrets(folder);
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ NAMEPLATE_MASTER_KEY: key }));
  const later = loadSecrets(folder);
  expect(later.NAMEPLATE_MASTER_KEY).toBe(key);
  expect(later.NEXTAUTH_SECRET).toMatch(/^[0-9a-f]{64}$/);
});

test("a damaged file is refused, never replaced: sealed credentials depend on it", () => {
  loadSecrets(folder);
  writeFileSync(join(folder, "secrets.json"), "{");
  expect(() => loadSecrets(folder)).toThrow(/not readable JSON/);
});
