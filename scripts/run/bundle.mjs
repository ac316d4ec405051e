import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleOptions } from "./bundle-options.mjs";
import { buildFolder } from "./paths.mjs";

/**
 * Bundles a TypeScript file of the project (its packages stay outside) and imports the result.
 *
 * @param {string} entry relative to the project
 * @param {string} name of the file in .build/
 */
export async function importBundled(entry, name) {
  const esbuild = await import("esbuild");
  const outfile = join(buildFolder, `${name}-${process.pid}.mjs`);
  try {
    await esbuild.build({
      ...bundleOptions,
      entryPoints: [entry],
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    const { rmSync } = await import("node:fs");
    rmSync(outfile, { force: true });
    await esbuild.stop();
  }
}
