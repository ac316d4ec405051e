import { Inngest } from "inngest";
import { embeddedClientOptions } from "../../inngest/embedded/client-options";

export const signingKey = "signkey-bench-00112233445566778899aabbccddeeff";
export const stepsPerRun = 8;

/** The work of every side: eight steps that each return a small record, as the purchase saga has. */
export function sagaFunction(eventKey: string) {
  const client = new Inngest(embeddedClientOptions({ id: eventKey, signingKey, eventKey }));
  const ends = new Map<number, () => void>();
  let ended = 0;
  const state = { onEnd: (): void => {} };
  const saga = client.createFunction(
    { id: "saga", retries: 3, triggers: [{ event: "bench/saga" }] },
    async ({ event, step }) => {
      let sum = 0;
      for (let number = 0; number < stepsPerRun; number++) {
        const result = await step.run(`step-${number}`, () => ({
          number,
          reference: `${event.data.number}-${number}`,
        }));
        sum += result.number;
      }
      ended++;
      ends.get(event.data.number)?.();
      ends.delete(event.data.number);
      state.onEnd();
      return sum;
    },
  );
  return {
    client,
    saga,
    state,
    ended: () => ended,
    /** Resolves when the run of this number has done its last step. */
    ending: (number: number) => new Promise<void>((resolve) => ends.set(number, resolve)),
  };
}

/** Keeps ten runs in flight until `runs` have ended. */
export async function tenInFlight(runs: number, one: (number: number) => Promise<void>, first: number): Promise<void> {
  let next = first;
  const last = first + runs;
  const lane = async () => {
    while (next < last) await one(next++);
  };
  await Promise.all(Array.from({ length: 10 }, lane));
}
