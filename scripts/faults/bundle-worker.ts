import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { bundleOptions } from "../run/bundle-options.mjs";
import { buildFolder, root } from "../run/paths.mjs";
import type { Mutant } from "./mutants";

const caseWorker = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Bundles the worker with the product's own code, changed by a mutant if one is given. Packages stay outside. */
export async function bundleWorker(mutant?: Mutant, entry = caseWorker): Promise<string> {
  const kind = mutant?.id ?? (entry === caseWorker ? "worker" : "year");
  const outfile = join(buildFolder, `faults-${process.pid}-${kind}.mjs`);
  const mutation = mutant ? mutate(mutant) : undefined;
  await build({
    ...bundleOptions,
    entryPoints: [entry],
    outfile,
    sourcesContent: false,
    plugins: mutation ? [mutation.plugin] : [],
  });
  if (mutation && !mutation.applied()) throw new Error(`Mutant ${mutant?.id}: ${mutant?.file} is not in the bundle.`);
  return outfile;
}

/** Fails unless the text is found exactly once: a mutant of code that has moved on would be killed by nothing. */
function mutate({ id, file, find, replace }: Mutant): { plugin: Plugin; applied: () => boolean } {
  let applied = false;
  const plugin: Plugin = {
    name: "mutant",
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== join(root, file)) return undefined;
        const source = await readFile(path, "utf8");
        if (source.split(find).length !== 2)
          throw new Error(`Mutant ${id}: “${find}” is not in ${file} exactly once. Adapt scripts/faults/mutants.ts.`);
        applied = true;
        return { contents: source.replace(find, () => replace), loader: "ts" };
      });
    },
  };
  return { plugin, applied: () => applied };
}
