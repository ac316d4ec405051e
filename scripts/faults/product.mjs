/**
 * The program that `npm start` is, on the environment and the data folder (its argument) that it is given, for a suite that
 * kills it. Says its whole environment when it is ready.
 */
import { runForParent } from "../run/run-for-parent.mjs";
import { openStack } from "../run/stack.mjs";

await runForParent(
  () => openStack({ mode: "start", data: process.argv[2], given: process.env, log: "pipe" }),
  ({ env, server }) => ({ env, serverPid: server.pid }),
);
