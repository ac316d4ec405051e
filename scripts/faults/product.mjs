/**
 * The program that `npm start` is, on the environment and the data folder that it is given (IPC: `{ data }`), for a suite that
 * kills it. Says its whole environment when it is ready.
 */
import { stopAllProcesses } from "../run/processes.mjs";
import { interruption, keepQuiet, listenForSignals, sayFailure } from "../run/progress.mjs";
import { openStack } from "../run/stack.mjs";

keepQuiet();
listenForSignals(stopAllProcesses);
const abandoned = new Promise((done) => process.once("disconnect", done));
try {
  const stack = await openStack({ mode: "start", data: process.argv[2], given: process.env, log: "pipe" });
  if (process.connected) {
    process.send({ env: stack.env, serverPid: stack.server.pid });
    await Promise.race([abandoned, interruption]);
  }
  await stack.close();
  process.exit(0);
} catch (failure) {
  sayFailure(failure);
  process.exit(1);
}
