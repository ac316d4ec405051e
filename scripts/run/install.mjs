import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { runProcess } from "./processes.mjs";
import { StepFailure, step } from "./progress.mjs";

/** Installs the locked dependencies when they are missing or the lock file has changed since. */
export async function installDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new StepFailure(
      `Node ${process.versions.node} is too old.`,
      "Install Node 20.19 or newer, then run this again.",
    );
  }
  if (installIsFresh(root)) return;
  await step(
    "Installing the locked dependencies",
    // With NODE_ENV=production npm would leave out what builds the product.
    () => runProcess("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]),
    "See npm's message above. Is the registry reachable (npm ping), is there 1.5 GB of free space?",
  );
  markInstalled(root);
}

/** @param {string} folder of the project */
export function installIsFresh(folder) {
  const stamp = stampFile(folder);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(folder)) return true;
  if (!installMatchesLock(folder)) return false;
  markInstalled(folder);
  return true;
}

/** After an `npm install` by hand: npm's own record of what it put there, against the lock file. */
function installMatchesLock(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const differs = ([path, { version, optional, peer }]) =>
    path !== "" && !optional && !(peer && !there[path]) && there[path]?.version !== version;
  return !Object.entries(wanted).some(differs);
}

export function markInstalled(folder) {
  writeFileSync(stampFile(folder), lockHash(folder));
}

const stampFile = (folder) => join(folder, "node_modules", ".nameplate-lock");

function lockHash(folder) {
  const hash = createHash("sha256").update(readFileSync(join(folder, "package-lock.json")));
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}
