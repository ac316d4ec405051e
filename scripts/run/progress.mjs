/** What a person sees: one line a step, with its time, and a failure that says what to do. */

/** A step that could not be done, with the next thing to try. */
export class StepFailure extends Error {
  /**
   * @param {string} message what happened
   * @param {string} remedy what to do about it
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** Ctrl-C or SIGTERM: ends the work between two steps. */
export class Interrupted extends Error {}

let quiet = false;
let interrupted = false;
let announce = () => {};

/** Resolves when a signal asks this script to stop. */
export const interruption = new Promise((done) => {
  announce = () => done(undefined);
});

export function throwIfInterrupted() {
  if (interrupted) throw new Interrupted();
}

/** @param {() => Promise<unknown>} stopRunning ends the programs of the step under way */
export function listenForSignals(stopRunning) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      announce();
      void stopRunning();
    });
  }
}

/** For commands whose own output is read by a program: their steps go unsaid. */
export function keepQuiet() {
  quiet = true;
}

export function say(line = "") {
  if (!quiet) process.stdout.write(`${line}\n`);
}

/**
 * Says what begins, does it, and says how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {string} remedy shown when the work fails without a remedy of its own
 * @returns {Promise<T>}
 */
export async function step(title, work, remedy) {
  throwIfInterrupted();
  const begun = performance.now();
  say(`${title} …`);
  try {
    const result = await work();
    say(`  done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    throwIfInterrupted();
    if (error instanceof StepFailure) throw error;
    throw new StepFailure(`${title} failed.\n${error instanceof Error ? error.message : error}`, remedy);
  }
}

/** @param {unknown} failure */
export function sayFailure(failure) {
  if (failure instanceof Interrupted) return;
  if (failure instanceof StepFailure) {
    process.stderr.write(`\n${failure.message}\n\nWhat to do: ${failure.remedy}\n`);
  } else {
    process.stderr.write(`\n${failure instanceof Error ? failure.stack : failure}\n`);
  }
}
