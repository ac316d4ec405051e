import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StepFailure } from "./progress.mjs";

const hex = (bytes) => randomBytes(bytes).toString("hex");

const makers = {
  NEXTAUTH_SECRET: () => hex(32),
  NAMEPLATE_MASTER_KEY: () => hex(32),
  INNGEST_SIGNING_KEY: () => `signkey-prod-${hex(32)}`,
  SANDBOX_STRIPE_SECRET_KEY: () => `sk_test_sandbox${hex(16)}`,
  SANDBOX_STRIPE_WEBHOOK_SECRET: () => `whsec_${hex(24)}`,
};

/**
 * The secrets of this installation: made once, kept in `secrets.json` of the data folder, readable by its owner only.
 *
 * @param {string} folder data folder
 * @returns {Record<keyof typeof makers, string>}
 */
export function loadSecrets(folder) {
  const file = join(folder, "secrets.json");
  mkdirSync(folder, { recursive: true });
  const kept = existsSync(file) ? read(file) : {};
  const missing = Object.keys(makers).filter((name) => typeof kept[name] !== "string");
  if (missing.length === 0) return kept;
  const all = { ...kept, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) };
  writeFileSync(`${file}.new`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return all;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new StepFailure(
      `${file} is not readable JSON.`,
      "Restore it from a backup: stored credentials can only be opened with its NAMEPLATE_MASTER_KEY. Delete it only on an empty installation.",
    );
  }
}
