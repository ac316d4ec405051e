import { callFunctions } from "../../inngest/embedded/call-functions";
import { announceEngine } from "../../inngest/embedded/embedded-fetch";
import { sagaFunction, signingKey, stepsPerRun, tenInFlight } from "./saga-function";

/** The same function by the same protocol, in process, with its state in memory: what the SDK itself costs. */
export function floorSide() {
  const { client, saga } = sagaFunction("floor");
  const call = callFunctions(client, [saga], signingKey);
  const memos = new Map<string, unknown[]>();
  announceEngine("floor", "floor", {
    async checkpoint(callId, ops) {
      const memo = memos.get(callId) ?? [];
      memos.set(callId, memo);
      memo.push(...ops);
      return true;
    },
    takeIn: async () => [],
  });
  let first = 0;

  async function one(number: number): Promise<void> {
    const event = { id: `floor-${number}`, name: "bench/saga", data: { number }, ts: 0 };
    const callId = `floor/${number}`;
    const ctx = { run_id: `run-${number}`, fn_id: "floor-saga", qi_id: callId, attempt: 0, max_attempts: 4 };
    const response = await call({
      method: "POST",
      query: { fnId: "floor-saga", stepId: "step" },
      body: { version: 2, event, events: [event], steps: {}, ctx: { ...ctx, stack: { stack: [], current: 0 } } },
    });
    if (memos.get(callId)?.length !== stepsPerRun || !response.body.includes("RunComplete"))
      throw new Error(`The floor did other work than it should: ${response.body}`);
    memos.delete(callId);
  }

  return async (runs: number): Promise<number> => {
    const from = first;
    first += runs;
    const began = performance.now();
    await tenInFlight(runs, one, from);
    return (runs * stepsPerRun * 1000) / (performance.now() - began);
  };
}
