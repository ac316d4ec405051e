import { rmSync } from "node:fs";
import { bundleWorker } from "./bundle-worker";
import { type Databases, Worker } from "./crew";
import type { Mutant } from "./mutants";

/** Plays a mutant's hunt on code with the mistake in it; the first problem that was found, or null when it survived. */
export async function hunt(databases: Databases, mutant: Mutant): Promise<string | null> {
  const bundle = await bundleWorker(mutant);
  const worker = await Worker.start(databases, bundle);
  try {
    for (const label of mutant.hunt) {
      const result = await worker.play({ label });
      const [problem] = result ? result.problems : ["the process hung or died"];
      if (problem) return problem;
    }
    return null;
  } finally {
    await worker.stop();
    rmSync(bundle, { force: true });
  }
}
