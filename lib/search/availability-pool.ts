import { type Clock, MINUTE } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import type { Availability, Registrar, Suggestion } from "@/lib/providers/registrars/contract";

type Waiter = (answer: Availability) => void;

type Batch = {
  /** Names not answered yet, each with those who wait for it. */
  waiting: Map<string, Set<Waiter>>;
  size: number;
  run: (names: string[], signal: AbortSignal, settle: Waiter) => Promise<void>;
  abort: AbortController;
  started: boolean;
};

type Lane = { running: number; concurrent: number; queue: Batch[] };

export type AskInput = {
  accountId: string;
  registrar: Registrar;
  names: readonly string[];
  clock: Clock;
  onAnswer: Waiter;
  signal: AbortSignal;
};

/** How long an answer may be shown to others who ask the same; checkout asks again. */
const answerLifeMs = MINUTE;
const mostAnswers = 50_000;

/**
 * Asks registrars for many searchers at once: an answer serves everybody for a minute, a question under way is joined
 * instead of repeated, batches are as large as a registrar takes and never more at once than it wants. A question nobody
 * waits for any longer is dropped.
 */
export class AvailabilityPool {
  readonly #answers = new Map<string, { answer: Availability; atMs: number }>();
  readonly #flights = new Map<string, Batch>();
  readonly #lanes = new Map<string, Lane>();
  readonly #suggestions = new Map<string, { atMs: number; list: Promise<Suggestion[]> }>();

  /** Calls onAnswer once a name: at once where the answer is known. Never rejects: what fails is `unknown`. */
  ask({ accountId, registrar, names, clock, onAnswer, signal }: AskInput): void {
    const { namesPerAvailabilityCall, concurrent } = registrar.descriptor.limits;
    const lane = this.#lane(accountId, concurrent);
    const joined: [string, Batch][] = [];
    let filling = lane.queue.at(-1);
    for (const name of new Set(names)) {
      const key = `${accountId} ${name}`;
      const known = this.#fresh(key, clock);
      if (known) {
        onAnswer(known);
        continue;
      }
      let batch = this.#flights.get(key);
      if (!batch) {
        if (!filling || filling.started || filling.size >= namesPerAvailabilityCall) {
          filling = this.#newBatch(accountId, registrar, clock);
          lane.queue.push(filling);
        }
        batch = filling;
        batch.waiting.set(name, new Set());
        batch.size += 1;
        this.#flights.set(key, batch);
      }
      batch.waiting.get(name)?.add(onAnswer);
      joined.push([name, batch]);
    }
    signal.addEventListener("abort", () => this.#leave(accountId, lane, joined, onAnswer), { once: true });
    this.#drain(accountId, lane);
  }

  /** The registrar's own suggestions, shared for a minute; none when it fails. */
  suggestions(
    accountId: string,
    registrar: Registrar,
    query: string,
    count: number,
    clock: Clock,
  ): Promise<Suggestion[]> {
    const key = `${accountId} ${query} ${count}`;
    const nowMs = clock.now().getTime();
    const known = this.#suggestions.get(key);
    if (known && nowMs - known.atMs < answerLifeMs) return known.list;
    const list = registrar.suggestions(query, count).catch(() => {
      this.#suggestions.delete(key);
      return [];
    });
    this.#suggestions.set(key, { atMs: nowMs, list });
    trim(this.#suggestions, mostAnswers / 10);
    return list;
  }

  /** Asks the registrar again next time, such as after the name was bought or the visitor said "try again". */
  forget(accountId: string, name: string): void {
    this.#answers.delete(`${accountId} ${name}`);
  }

  #lane(accountId: string, concurrent: number): Lane {
    let lane = this.#lanes.get(accountId);
    if (!lane) {
      lane = { running: 0, concurrent, queue: [] };
      this.#lanes.set(accountId, lane);
    }
    return lane;
  }

  #fresh(key: string, clock: Clock): Availability | null {
    const known = this.#answers.get(key);
    if (!known) return null;
    if (clock.now().getTime() - known.atMs < answerLifeMs) return known.answer;
    this.#answers.delete(key);
    return null;
  }

  #newBatch(accountId: string, registrar: Registrar, clock: Clock): Batch {
    return {
      waiting: new Map(),
      size: 0,
      abort: new AbortController(),
      started: false,
      run: async (names, signal, settle) => {
        // The age counts from the question: the registry may have answered it before others reached us.
        const atMs = clock.now().getTime();
        const open = new Set(names);
        const answered = (answer: Availability) => {
          if (!open.delete(answer.name)) return;
          if (answer.status !== "unknown") this.#answers.set(`${accountId} ${answer.name}`, { answer, atMs });
          settle(answer);
        };
        let reason = "The registrar left it out of its answer.";
        try {
          for await (const answer of registrar.availability(names, signal)) answered(answer);
        } catch (error) {
          reason = sentenceOf(error);
        }
        for (const name of [...open]) answered({ name, status: "unknown", reason });
        trim(this.#answers, mostAnswers);
      },
    };
  }

  #drain(accountId: string, lane: Lane): void {
    while (lane.running < lane.concurrent) {
      const batch = lane.queue.shift();
      if (!batch) return;
      batch.started = true;
      lane.running += 1;
      const settle = (answer: Availability) => {
        const waiters = batch.waiting.get(answer.name);
        batch.waiting.delete(answer.name);
        this.#land(`${accountId} ${answer.name}`, batch);
        for (const waiter of waiters ?? []) waiter(answer);
      };
      void batch.run([...batch.waiting.keys()], batch.abort.signal, settle).finally(() => {
        lane.running -= 1;
        this.#drain(accountId, lane);
      });
    }
  }

  #land(key: string, batch: Batch): void {
    if (this.#flights.get(key) === batch) this.#flights.delete(key);
  }

  #leave(accountId: string, lane: Lane, joined: [string, Batch][], onAnswer: Waiter): void {
    for (const [name, batch] of joined) {
      const waiters = batch.waiting.get(name);
      waiters?.delete(onAnswer);
      if (!waiters || waiters.size > 0) continue;
      if (!batch.started) {
        batch.waiting.delete(name);
        batch.size -= 1;
        this.#land(`${accountId} ${name}`, batch);
        if (batch.size === 0) lane.queue = lane.queue.filter((queued) => queued !== batch);
      } else if ([...batch.waiting.values()].every((others) => others.size === 0)) {
        for (const unanswered of batch.waiting.keys()) this.#land(`${accountId} ${unanswered}`, batch);
        batch.abort.abort();
      }
    }
  }
}

function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof ProviderError && error.kind === "rate_limited")
    return "The registrar takes no more questions just now.";
  if (error instanceof ProviderError && error.kind === "auth") return "The registrar refused our credentials.";
  return "The registrar did not answer.";
}

const store = globalThis as { nameplateAvailabilityPool?: AvailabilityPool };

/** One for the process: Next loads this module once for each of its bundles. */
export function availabilityPool(): AvailabilityPool {
  store.nameplateAvailabilityPool ??= new AvailabilityPool();
  return store.nameplateAvailabilityPool;
}
