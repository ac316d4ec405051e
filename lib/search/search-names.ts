import { z } from "zod";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { listSoldTlds } from "@/lib/tlds/queries";
import { affordable, askRegistrars, entryOf, type Running, type SearchDeps, suggestMore } from "./ask-registrars";
import { availabilityPool } from "./availability-pool";
import { EventQueue } from "./event-queue";
import { ownedNames } from "./owned-names";
import { type Catalogue, catalogueOf, type Plan } from "./plan-search";
import { markKnown, understandNames, understandQuery } from "./understand-query";
import type { SearchAnswer, SearchEvent, SearchRow } from "./views";

const longestQuery = 20_000;

const inputSchema = z.object({
  query: z.string().max(longestQuery, "The list is too long. Paste at most 200 names.").default(""),
  /** Ask only these names of an earlier plan: "try again", and more rows on scroll. No plan is sent again. */
  only: z.array(z.string().max(253)).max(500).optional(),
  /** The visitor's country, where known; a merchant's own is set by the caller. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish()
    .catch(null),
});

export type SearchInput = z.input<typeof inputSchema>;

export type SearchOptions = {
  /** Ends the search when the client goes away; questions that nobody else waits for are dropped. */
  signal?: AbortSignal;
  /** Names in the searcher's cart, as A-labels. */
  inCart?: readonly string[];
  /** After this long a name without an answer is `unknown`. */
  deadlineMs?: number;
  deps?: Partial<SearchDeps>;
};

function defaultDeps(ctx: Ctx): SearchDeps {
  return {
    settings: getSettings,
    soldTlds: (settings) => listSoldTlds({ clock: ctx.clock, settings }),
    openRegistrar: async (accountId) => (await openRegistrar(ctx, accountId)).registrar,
    ownedNames: (names) => ownedNames(ctx, names),
    pool: availabilityPool(),
  };
}

/**
 * Searches names and tells what it learns as it learns it: the plan with prices at once, then answers as registrars give
 * them, suggestions once they are known to be free, and a last count. Nothing is charged or reserved by searching.
 */
export async function* searchNames(
  ctx: Ctx,
  input: SearchInput,
  { signal, inCart = [], deadlineMs = 5000, deps: given = {} }: SearchOptions = {},
): AsyncGenerator<SearchEvent> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    throw new AppError("invalid", "This search cannot be read. Type a name, or paste at most 200 of them.", {
      fields: { query: parsed.error.issues[0]?.message ?? "Type a name." },
    });
  }
  const deps = { ...defaultDeps(ctx), ...given };
  const settingsAsked = deps.settings();
  const [settings, sold] = await Promise.all([settingsAsked, deps.soldTlds(settingsAsked)]);
  const catalogue = catalogueOf(sold);
  const { query, only, country } = parsed.data;

  const understood = only ? understandNames(catalogue, only) : understandQuery(catalogue, query, country ?? null);
  if (understood.event.type === "invalid") {
    yield understood.event;
    return;
  }
  const { plan, event, suggestFor } = understood;

  const settledHere = markKnown(plan, await deps.ownedNames(plan.ask), new Set(inCart));
  const events = new EventQueue();
  const over = new AbortController();
  const running: Running = { ctx, deps, settings, catalogue, events, over, registrars: new Map() };
  const stop = () => over.abort();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) return;
  const timer = setTimeout(() => events.end(), deadlineMs);
  try {
    const asked = await affordable(running, plan, settledHere, deadlineMs);
    const open = new Set(asked);
    for (const row of plan.rows) if (row.state === "checking" && !open.has(row.name)) row.state = "unasked";
    const suggesting = suggestFor ? suggestMore(running, suggestFor, plan, settledHere) : Promise.resolve();
    askRegistrars(running, asked, open, suggesting);
    if (!only) yield event;
    else yield* known(plan.rows);

    const counts = { available: 0, unknown: 0 };
    yield* relay(running, plan, counts);
    if (over.signal.aborted) return;
    counts.unknown += open.size;
    const late = plan.rows.filter((row) => open.has(row.name)).map((row) => deadlineAnswer(row.name, catalogue));
    if (late.length > 0) yield { type: "answers", answers: late };
    yield { type: "done", total: asked.length, ...counts };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    over.abort();
  }
}

/** What rows that were asked for by name say without asking. */
function* known(rows: readonly SearchRow[]): Generator<SearchEvent> {
  const answers = rows
    .filter((row) => row.state !== "checking")
    .map(({ name, state, note }) => ({ name, state, note }));
  if (answers.length > 0) yield { type: "answers", answers };
}

/** Passes on what arrives, many at a time; a candidate is shown when it turns out to be free. */
async function* relay(
  running: Running,
  plan: Plan,
  counts: { available: number; unknown: number },
): AsyncGenerator<SearchEvent> {
  const candidates = new Map(plan.candidates.map((row) => [row.name, row]));
  const listed = new Set(plan.rows.map((row) => row.name));
  for await (const batch of running.events.until(running.over.signal)) {
    const answers: SearchAnswer[] = [];
    const rows: SearchRow[] = [];
    for (const item of batch) {
      if ("section" in item) {
        rows.push(item);
        continue;
      }
      if (item.state === "available" || item.state === "restricted") {
        counts.available += 1;
        const candidate = candidates.get(item.name);
        if (candidate) rows.push({ ...candidate, state: item.state });
      } else if (item.state === "unknown") counts.unknown += 1;
      if (listed.has(item.name)) answers.push(item);
    }
    if (answers.length > 0) yield { type: "answers", answers };
    if (rows.length > 0) yield { type: "suggestions", rows };
  }
}

function deadlineAnswer(name: string, catalogue: Catalogue): SearchAnswer {
  const ending = entryOf(catalogue, name)?.tldUnicode ?? "";
  return { name, state: "unknown", note: `The .${ending} registry did not answer in time. Try again.` };
}
