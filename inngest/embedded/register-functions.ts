import { CronExpressionParser } from "cron-parser";
import type { CallFunctions } from "./call-functions";
import { type Comparison, meets, parseExpression } from "./expression";

export type RegisteredFunction = {
  /** With the app's prefix, as the protocol has it. */
  id: string;
  name: string;
  triggers: { event?: string; expression?: string; cron?: string }[];
  /** Tries in all: retries + 1. */
  maxAttempts: number;
  crons: string[];
  /** Whether an event starts a run of this function. */
  startsOn(event: { name: string }): boolean;
};

type Config = {
  id: string;
  name: string;
  triggers: { event?: string; expression?: string; cron?: string; jitter?: string }[];
  steps: { step: { retries?: { attempts?: number } } };
} & Record<string, unknown>;

/** What an Inngest server can do and this engine cannot: a function that relies on it must not start here. */
const unsupported = [
  ...["cancel", "batchEvents", "rateLimit", "throttle", "concurrency", "debounce", "priority", "timeouts"],
  ...["singleton", "idempotency"],
];
/** What an Inngest server uses when a function names none. */
const defaultRetries = 4;

/** Reads the functions' configurations over the protocol; throws with every option that the engine does not offer. */
export async function registerFunctions(call: CallFunctions): Promise<Map<string, RegisteredFunction>> {
  const answer = await call({
    method: "PUT",
    query: {},
    body: { url: "http://127.0.0.1/api/inngest" },
    headers: { "x-inngest-sync-kind": "in_band" },
  });
  if (answer.status !== 200)
    throw new Error(`The functions could not be registered (${answer.status}): ${answer.body}`);
  const configs = JSON.parse(answer.body).functions as Config[];
  const problems: string[] = [];
  const functions = configs.map((config) => readConfig(config, (problem) => problems.push(`${config.id}: ${problem}`)));
  if (problems.length > 0)
    throw new Error(`The embedded engine cannot run these functions:\n  - ${problems.join("\n  - ")}`);
  return new Map(functions.map((registered) => [registered.id, registered]));
}

function readConfig(config: Config, report: (problem: string) => void): RegisteredFunction {
  for (const option of unsupported) if (config[option] !== undefined) report(`${option} is not supported`);
  const conditions: { event: string; condition: Comparison[] | undefined }[] = [];
  for (const { event, expression, cron, jitter } of config.triggers) {
    if (jitter) report("jitter is not supported");
    if (event?.includes("*")) report(`the wildcard "${event}" is not supported`);
    try {
      if (cron) nextTick(cron, new Date(0));
      if (event) conditions.push({ event, condition: expression ? parseExpression(expression) : undefined });
    } catch (error) {
      report((error as Error).message);
    }
  }
  return {
    id: config.id,
    name: config.name,
    triggers: config.triggers,
    maxAttempts: (config.steps.step.retries?.attempts ?? defaultRetries) + 1,
    crons: config.triggers.flatMap(({ cron }) => (cron ? [cron] : [])),
    startsOn: (arrived) =>
      conditions.some(({ event, condition }) => event === arrived.name && (!condition || meets(condition, arrived))),
  };
}

/** The first moment after `from` at which a cron fires; `TZ=Europe/Paris 0 4 * * *` names a time zone, else UTC. */
export function nextTick(expression: string, from: Date): Date {
  const [, tz = "UTC", cron = expression] = /^TZ=(\S+)\s+(.+)$/.exec(expression) ?? [];
  return CronExpressionParser.parse(cron, { currentDate: from, tz }).next().toDate();
}
