import { stopAllProcesses } from "./processes.mjs";
import { interruption, keepQuiet, listenForSignals, sayFailure } from "./progress.mjs";

/**
 * A program that runs a stack for the one that started it over IPC: says when it is ready, and stops the stack and ends
 * when the parent lets go, dies, or a signal comes.
 *
 * @template {{close(): Promise<void>}} Stack
 * @param {() => Promise<Stack>} open
 * @param {(stack: Stack) => object} describe the message to the parent
 */
export async function runForParent(open, describe) {
  keepQuiet();
  listenForSignals(stopAllProcesses);
  const abandoned = new Promise((done) => process.once("disconnect", done));
  try {
    const stack = await open();
    if (process.connected) {
      process.send(describe(stack));
      await Promise.race([abandoned, interruption]);
    }
    await stack.close();
    process.exit(0);
  } catch (failure) {
    sayFailure(failure);
    process.exit(1);
  }
}
