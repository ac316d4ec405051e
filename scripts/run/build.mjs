import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { nextBin, root } from "./paths.mjs";
import { runProcess } from "./processes.mjs";
import { step } from "./progress.mjs";

const folders = ["app", "components", "lib", "db", "inngest", "public"];
const rootFile = /^(package-lock\.json|tsconfig\.json|.+\.(ts|mjs))$/;
const notBuilt = /\.test\.tsx?$|^next-env\.d\.ts$/;

/** Builds for production unless the last build was of exactly these sources. */
export async function buildWhenChanged(env) {
  const hash = sourcesHash(root);
  if (buildIsFresh(root, hash)) return;
  await step(
    "Building (a minute or so the first time)",
    () => runProcess(process.execPath, [nextBin, "build"], { env }),
    "The compiler's message is above. When the sources are unchanged, delete .next/ and try again; a build needs 1 GB of memory.",
  );
  writeFileSync(stampFile(root), hash);
}

/** @param {string} folder of the project */
export function buildIsFresh(folder, hash = sourcesHash(folder)) {
  const built = existsSync(join(folder, ".next", "BUILD_ID")) && existsSync(stampFile(folder));
  return built && readFileSync(stampFile(folder), "utf8") === hash;
}

export const stampFile = (folder) => join(folder, ".next", "nameplate-sources");

/** @param {string} folder of the project */
export function sourcesHash(folder) {
  const files = readdirSync(folder).filter((name) => rootFile.test(name));
  for (const part of folders) {
    if (!existsSync(join(folder, part))) continue;
    for (const entry of readdirSync(join(folder, part), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(relative(folder, join(entry.parentPath, entry.name)));
    }
  }
  const hash = createHash("sha256").update(process.version);
  for (const file of files.filter((name) => !notBuilt.test(name)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex");
}
