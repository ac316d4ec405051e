import { type Databases, Worker } from "./crew";
import type { PlayResult } from "./stage";

/** Plays every label on as many workers as there are cores for; a worker that hangs is replaced, and its case has failed. */
export async function playAll(
  { databases, bundle, workers }: { databases: Databases; bundle: string; workers: number },
  labels: readonly string[],
  told: (label: string, result: PlayResult) => void,
): Promise<void> {
  const queue = [...labels];
  const work = async () => {
    let worker = await Worker.start(databases, bundle);
    for (let label = queue.shift(); label !== undefined; label = queue.shift()) {
      const result = await worker.play(label);
      told(label, result ?? { ...hung });
      if (result) continue;
      await worker.stop();
      worker = await Worker.start(databases, bundle);
    }
    await worker.stop();
  };
  await Promise.all(Array.from({ length: Math.min(workers, queue.length) }, work));
}

const hung: PlayResult = {
  problems: ["the process hung or died"],
  doubleCharges: 0,
  doubleRegistrations: 0,
  unstruck: false,
  ms: 0,
};
