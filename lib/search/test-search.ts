import { beforeEach } from "vitest";
import { ManualClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import type { Registrar } from "@/lib/providers/registrars/contract";
import { defaultSettings } from "@/lib/settings/schema";
import { AvailabilityPool } from "./availability-pool";
import { applyAnswers } from "./filter-results";
import { type SearchInput, type SearchOptions, searchNames } from "./search-names";
import { soldCatalogue } from "./test-registrar";
import type { SearchEvent, SearchRow } from "./views";

export const clock = new ManualClock();
export const visitor: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock, requestId: "req_1" };
export let pool = new AvailabilityPool();
beforeEach(() => {
  pool = new AvailabilityPool();
});

export type Setup = Omit<SearchOptions, "deps"> & { owned?: Record<string, "owned" | "being_bought"> };

export function open(
  registrars: Record<string, Registrar>,
  input: SearchInput,
  { owned = {}, ...options }: Setup = {},
) {
  return searchNames(visitor, input, {
    ...options,
    deps: {
      settings: async () => defaultSettings,
      soldTlds: async () => soldCatalogue(Object.keys(registrars)),
      openRegistrar: async (accountId) => registrars[accountId]!,
      ownedNames: async () => new Map(Object.entries(owned)),
      pool,
    },
  });
}

export type Seen = { events: SearchEvent[]; rows: SearchRow[]; suggestions: SearchRow[]; row(name: string): SearchRow };

export async function collect(stream: AsyncGenerator<SearchEvent>): Promise<Seen> {
  const events: SearchEvent[] = [];
  let rows: SearchRow[] = [];
  const suggestions: SearchRow[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.type === "plan") rows = event.rows;
    if (event.type === "answers") rows = applyAnswers(rows, event.answers);
    if (event.type === "suggestions") suggestions.push(...event.rows);
  }
  return { events, rows, suggestions, row: (name) => rows.find((row) => row.name === name)! };
}

export const search = (registrar: Registrar, query: string, setup?: Setup) =>
  collect(open({ rac_1: registrar }, { query }, setup));

/** Calls wait until they are released by a name they hold. */
export function gates() {
  const waiting: {
    names: readonly string[];
    release: () => void;
    fail: (error: unknown) => void;
    signal?: AbortSignal;
  }[] = [];
  const arrivals: (() => void)[] = [];
  return {
    waiting,
    gate: (names: readonly string[], signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
        waiting.push({ names, release: resolve, fail: reject, ...(signal ? { signal } : {}) });
        for (const arrive of arrivals.splice(0)) arrive();
      }),
    async calls(count: number) {
      while (waiting.length < count) await new Promise<void>((resolve) => arrivals.push(resolve));
      return waiting;
    },
  };
}
