import type { Inngest, InngestFunction } from "inngest";
import { callFunctions } from "./call-functions";
import { nameOf, type SdkOp } from "./embedded-fetch";
import { registerFunctions } from "./register-functions";

/** What a step answers to the recorder: the nth time (from 0) that a function reaches the step of this id. */
export type Script = (functionId: string, stepId: string, nth: number) => unknown;

const mostCalls = 100;

/**
 * Walks functions through the SDK's protocol without running a single step: each step gets the script's answer instead
 * (nothing said: null). Answers for each function, by its id, the ids of the steps it reached, in order and each once.
 *
 * Freeze the answer in a snapshot: a step whose id changes is a new step to runs that are under way, and would run again.
 *
 * @param data of the event that starts a function
 */
export async function stepIds(
  client: Inngest.Any,
  functions: InngestFunction.Any[],
  script: Script,
  data: (functionId: string) => Record<string, unknown> = () => ({}),
): Promise<Record<string, string[]>> {
  const call = callFunctions(client, functions, client.signingKey ?? "");
  const reached: Record<string, string[]> = {};
  for (const { id, triggers } of (await registerFunctions(call)).values()) {
    const shortId = id.slice(client.id.length + 1);
    const event = { id: "recorded", name: triggers[0]?.event ?? "inngest/scheduled.timer", data: data(shortId), ts: 0 };
    const names: string[] = [];
    const memos: Record<string, unknown> = {};
    let ended = false;
    for (let turn = 0; turn < mostCalls && !ended; turn++) {
      const stack = { stack: Object.keys(memos), current: Object.keys(memos).length };
      const ctx = { run_id: "recorded", attempt: 0, max_attempts: 1, disable_immediate_execution: true, stack };
      const body = { version: 2, event, events: [event], steps: memos, ctx };
      const answer = await call({ method: "POST", query: { fnId: id, stepId: "step" }, body });
      if (answer.status !== 206 && answer.status !== 200)
        throw new Error(`${shortId} failed when recorded: ${answer.body}`);
      ended = answer.status === 200;
      for (const op of ended ? [] : (JSON.parse(answer.body) as SdkOp[])) {
        const name = nameOf(op);
        const nth = names.filter((one) => one === name).length;
        names.push(name);
        memos[op.id] = { type: "data", data: op.op === "Sleep" ? null : (script(shortId, name, nth) ?? null) };
      }
    }
    if (!ended) throw new Error(`${shortId} did not end within ${mostCalls} calls: the script must let it.`);
    reached[shortId] = [...new Set(names)];
  }
  return reached;
}
