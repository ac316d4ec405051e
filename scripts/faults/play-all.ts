import { type Databases, Worker } from "./crew";
import type { FlowPoints } from "./single-faults";
import type { PlayResult } from "./stage";
import type { Order } from "./worker";

type Crew = { databases: Databases; bundle: string; workers: number };

/** Plays flows without any fault and notes their points, in the order of the flows. */
export async function recordAll({ databases, bundle, workers }: Crew, flows: readonly string[]): Promise<FlowPoints[]> {
  const queue = [...flows.entries()];
  const recorded: FlowPoints[] = [];
  const work = async () => {
    const worker = await Worker.start(databases, bundle);
    for (let next = queue.shift(); next; next = queue.shift()) recorded[next[0]] = await worker.record(next[1]);
    await worker.stop();
  };
  await Promise.all(Array.from({ length: Math.min(workers, queue.length) }, work));
  return recorded;
}

/** Plays every label on as many workers as there are cores for; a worker that hangs is replaced, and its case has failed. */
export async function playAll(
  { databases, bundle, workers }: Crew,
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
