import type { GetStepTools, Inngest } from "inngest";

type Beat = { ended: boolean; waitMs: number };

/** One run makes at most this many beats; the reconciler begins another for what is still open then. */
const most = 400;

/** A run that the reconciler began ends where it would have to wait longer than this: the next sweep begins another. */
const sweepPatienceMs = 60_000;

/**
 * Repeats a verb as durable steps until it says that it has ended, sleeping in between as it asks. The verb keeps all
 * state in its tables, so a beat that runs twice does nothing twice.
 */
export async function runBeats(
  step: GetStepTools<Inngest.Any>,
  data: { sweep?: boolean },
  beat: () => Promise<Beat>,
): Promise<{ beats: number; ended: boolean }> {
  for (let beats = 1; beats <= most; beats += 1) {
    const { ended, waitMs } = (await step.run(`advance-${beats}`, beat)) as Beat;
    if (ended || (data.sweep && waitMs > sweepPatienceMs)) return { beats, ended };
    if (waitMs > 0) await step.sleep(`wait-${beats}`, waitMs);
  }
  return { beats: most, ended: false };
}
