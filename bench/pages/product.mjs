/**
 * The program that `npm start` is, on free ports and with data that goes away: a process of its own, so that its memory
 * can be counted without the bench's. Says when it is ready over IPC; ends when the bench does.
 */
import { makeDisposableFolder, sweepDeadRuns } from "../../scripts/run/disposable-data.mjs";
import { freeStackEnvironment } from "../../scripts/run/free-stack.mjs";
import { runForParent } from "../../scripts/run/run-for-parent.mjs";
import { openStack } from "../../scripts/run/stack.mjs";

await runForParent(
  async () => {
    await sweepDeadRuns();
    const given = await freeStackEnvironment();
    return openStack({ mode: "start", data: makeDisposableFolder("pages"), given, log: "pipe", disposable: true });
  },
  ({ url, env }) => ({ url, databaseUrl: env.DATABASE_URL }),
);
