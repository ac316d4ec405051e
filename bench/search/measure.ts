import { systemClock } from "../../lib/kernel/clock";
import type { Ctx } from "../../lib/kernel/context";
import { AvailabilityPool } from "../../lib/search/availability-pool";
import { searchNames } from "../../lib/search/search-names";
import type { SearchRow } from "../../lib/search/views";
import { accounts, type Call, check, namesPerCall, registrarOver, type World } from "./registrars";

const visitor: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock: systemClock, requestId: "req_bench" };
const usualDeadlineMs = 3000;

export type Measured = {
  planMs: number;
  firstRowMs: number;
  /** When the last answer came; a name cut at the deadline is no answer. */
  lastMs: number;
  calls: Call[];
  /** The longest delay of a call that replied, as the registrar measured it. */
  slowestMs: number;
  states: Map<string, SearchRow["state"]>;
};

const slowestOf = (calls: readonly Call[]) => Math.max(...calls.map((call) => call.delayMs ?? 0));

/** The product's search, as a route would read it. */
export async function searchOnce(
  address: string,
  world: World,
  query: string,
  pool = new AvailabilityPool(),
  deadlineMs = usualDeadlineMs,
): Promise<Measured> {
  const calls: Call[] = [];
  const registrars = new Map(
    accounts.map((id) => [id, registrarOver(address, world, id, (call) => void calls.push(call))]),
  );
  const states: Measured["states"] = new Map();
  const times = { planMs: 0, firstRowMs: 0, lastMs: 0 };
  const start = performance.now();
  const deps = { openRegistrar: async (id: string) => registrars.get(id)!, pool };
  for await (const event of searchNames(visitor, { query }, { deadlineMs, deps })) {
    const at = performance.now() - start;
    if (event.type === "plan") {
      times.planMs = at;
      for (const row of event.rows) states.set(row.name, row.state);
      if (event.rows.some((row) => row.price === null)) throw new Error("a row came without its price");
    }
    if (event.type !== "answers" && event.type !== "suggestions") continue;
    times.firstRowMs ||= at;
    if (at < deadlineMs) times.lastMs = at;
    if (event.type === "answers") for (const { name, state } of event.answers) states.set(name, state);
  }
  return { ...times, calls, slowestMs: slowestOf(calls), states };
}

/** The floor: the same calls, all at once, and nothing else. */
export async function floorOnce(
  address: string,
  world: World,
  calls: readonly Call[],
): Promise<{ lastMs: number; states: Map<string, string> }> {
  const states = new Map<string, string>();
  const hanging = AbortSignal.timeout(usualDeadlineMs);
  const start = performance.now();
  let lastMs = 0;
  await Promise.all(
    calls.map(async ({ accountId, names }) => {
      const answers = await check(address, world, accountId, names, hanging, () => {}).catch(() => null);
      const at = performance.now() - start;
      if (at < usualDeadlineMs) lastMs = at;
      for (const name of names) states.set(name, "unknown");
      for (const answer of answers ?? []) states.set(answer.name, answer.status);
    }),
  );
  return { lastMs, states };
}

/** The fewest calls that ask for these names. */
export function fewestCalls(names: readonly string[], accountOf: (name: string) => string): number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(accountOf(name), (counts.get(accountOf(name)) ?? 0) + 1);
  return [...counts].reduce((sum, [accountId, count]) => sum + Math.ceil(count / namesPerCall(accountId)), 0);
}
