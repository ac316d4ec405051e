/**
 * The program that `npm start` is, on free ports and with data that goes away: a process of its own, so that its memory
 * can be counted without the bench's. Says when it is ready over IPC; ends when the bench does.
 */
import { makeDisposableFolder, sweepDeadRuns } from "../../scripts/run/disposable-data.mjs";
import { freeStackEnvironment } from "../../scripts/run/free-stack.mjs";
import { stopAllProcesses } from "../../scripts/run/processes.mjs";
import { interruption, keepQuiet, listenForSignals, sayFailure } from "../../scripts/run/progress.mjs";
import { openStack } from "../../scripts/run/stack.mjs";

keepQuiet();
listenForSignals(stopAllProcesses);
const abandoned = new Promise((done) => process.once("disconnect", done));
try {
  await sweepDeadRuns();
  const given = await freeStackEnvironment();
  const data = makeDisposableFolder("pages");
  const stack = await openStack({ mode: "start", data, given, log: "pipe", disposable: true });
  if (process.connected) {
    process.send({ url: stack.url, databaseUrl: stack.env.DATABASE_URL });
    await Promise.race([abandoned, interruption]);
  }
  await stack.close();
  process.exit(0);
} catch (failure) {
  sayFailure(failure);
  process.exit(1);
}
