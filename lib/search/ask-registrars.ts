import type { Ctx } from "@/lib/kernel/context";
import type { Availability, Registrar } from "@/lib/providers/registrars/contract";
import type { Settings } from "@/lib/settings/schema";
import type { SoldTld } from "@/lib/tlds/queries";
import type { AvailabilityPool } from "./availability-pool";
import type { EventQueue } from "./event-queue";
import { judgeAnswer } from "./judge-answer";
import { type Catalogue, type Plan, suggestedRow } from "./plan-search";
import type { SearchAnswer, SearchRow } from "./views";

/** What a search stands on; the defaults are the platform's own. */
export type SearchDeps = {
  settings(): Promise<Settings>;
  /** Handed the settings as a promise: both are read from the database at once. */
  soldTlds(settings: Promise<Settings>): Promise<SoldTld[]>;
  openRegistrar(accountId: string): Promise<Registrar>;
  ownedNames(names: readonly string[]): Promise<Map<string, "owned" | "being_bought">>;
  pool: AvailabilityPool;
};

export type Running = {
  ctx: Ctx;
  deps: SearchDeps;
  settings: Settings;
  catalogue: Catalogue;
  events: EventQueue;
  /** Aborted at the end, by the deadline or by the client. */
  over: AbortController;
  registrars: Map<string, Promise<Registrar>>;
};

export function entryOf(catalogue: Catalogue, name: string): SoldTld | undefined {
  return catalogue.byTld.get(name.slice(name.indexOf(".") + 1));
}

function registrarOf(running: Running, accountId: string): Promise<Registrar> {
  let opened = running.registrars.get(accountId);
  if (!opened) {
    opened = running.deps.openRegistrar(accountId);
    opened.catch(() => {});
    running.registrars.set(accountId, opened);
  }
  return opened;
}

/** The names that can be answered before the deadline, at each registrar's own pace; the others stay `unasked`. */
export async function affordable(
  running: Running,
  plan: Plan,
  settled: SearchAnswer[],
  deadlineMs: number,
): Promise<string[]> {
  const left = new Map<string, number>();
  const done = new Set(settled.map((answer) => answer.name));
  for (const row of plan.rows) if (row.state !== "checking") done.add(row.name);
  const asked: string[] = [];
  for (const name of plan.ask) {
    const accountId = entryOf(running.catalogue, name)?.accountId;
    if (!accountId || done.has(name)) continue;
    if (!left.has(accountId)) {
      const limits = (await registrarOf(running, accountId).catch(() => null))?.descriptor.limits;
      const calls = limits ? Math.max(1, Math.floor((limits.requestsPerSecond * deadlineMs) / 1000)) : 0;
      left.set(accountId, limits ? calls * limits.namesPerAvailabilityCall : Number.POSITIVE_INFINITY);
    }
    const remaining = left.get(accountId) ?? 0;
    if (remaining <= 0) continue;
    left.set(accountId, remaining - 1);
    asked.push(name);
  }
  return asked;
}

/** Puts the questions to the pool, a registrar at a time; ends the queue when all have answered and suggestions are in. */
export function askRegistrars(
  running: Running,
  names: readonly string[],
  open: Set<string>,
  suggesting: Promise<void>,
): void {
  const byAccount = new Map<string, string[]>();
  for (const name of names) {
    const accountId = entryOf(running.catalogue, name)?.accountId ?? "";
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), name]);
  }
  let finish = () => {};
  const answered = new Promise<void>((resolve) => {
    finish = resolve;
  });
  if (open.size === 0) finish();
  const take = (answer: Availability, sellsPremium: boolean) => {
    const entry = entryOf(running.catalogue, answer.name);
    if (!entry || !open.delete(answer.name)) return;
    running.events.push(judgeAnswer(answer, entry, running.settings, sellsPremium));
    if (open.size === 0) finish();
  };
  for (const [accountId, group] of byAccount) {
    registrarOf(running, accountId).then(
      (registrar) => {
        const { premium } = registrar.descriptor.capabilities;
        const onAnswer = (answer: Availability) => take(answer, premium);
        const { clock } = running.ctx;
        running.deps.pool.ask({ accountId, registrar, names: group, clock, onAnswer, signal: running.over.signal });
      },
      () => group.forEach((name) => void take({ name, status: "unknown" }, false)),
    );
  }
  void Promise.all([answered, suggesting]).then(() => running.events.end());
}

/** The registrar's own ideas: free by its word at this moment. Only from the account that sells the first ending. */
export async function suggestMore(
  running: Running,
  { label, query }: { label: string; query: string },
  plan: Plan,
  settled: SearchAnswer[],
): Promise<void> {
  const first = running.catalogue.sold[0];
  if (!first) return;
  const registrar = await registrarOf(running, first.accountId).catch(() => null);
  if (!registrar?.descriptor.capabilities.suggestions) return;
  const { pool } = running.deps;
  const list = await pool.suggestions(first.accountId, registrar, query, 20, running.ctx.clock);
  const shown = new Set([...plan.ask, ...settled.map((answer) => answer.name), `${label}.${first.tld}`]);
  const rows = list.flatMap(({ name, reason }, i) => {
    const row = shown.has(name) ? null : suggestedRow(running.catalogue, name, reason, 100 + i);
    return row && row.state === "checking"
      ? [{ ...row, state: row.restriction ? "restricted" : "available" } as SearchRow]
      : [];
  });
  if (rows.length > 0) running.events.push(...rows);
}
