import { type Databases, Worker } from "./crew";
import type { PlayResult } from "./stage";
import type { Order } from "./worker";

/** Plays every label on as many workers as there are cores for; a worker that hangs is replaced, and its case has failed. */
export async function playAll(
  { databases, bundle, workers }: { databases: Databases; bundle: string; workers: number },
  orders: readonly Order[],
  told: (label: string, result: PlayResult) => void,
): Promise<void> {
  const queue = [...orders];
  const work = async () => {
    let worker = await Worker.start(databases, bundle);
    for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
      const result = await worker.play(order);
      told(order.label, result ?? { ...hung });
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
  notes: [],
  doubleCharges: 0,
  doubleRegistrations: 0,
  unstruck: false,
  ms: 0,
};
