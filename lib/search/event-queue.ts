import type { SearchAnswer, SearchRow } from "./views";

type Item = SearchAnswer | SearchRow;

/** Collects what arrives while the reader is busy, and hands it over together. */
export class EventQueue {
  #waiting: Item[] = [];
  #ended = false;
  #wake = () => {};

  push(...items: Item[]): void {
    if (this.#ended) return;
    this.#waiting.push(...items);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** What has arrived, again and again, until the end or the signal; what came before the end is still handed over. */
  async *until(signal: AbortSignal): AsyncGenerator<Item[]> {
    const stop = () => this.#wake();
    signal.addEventListener("abort", stop, { once: true });
    while (!signal.aborted) {
      if (this.#waiting.length > 0) {
        // One reply brings many answers, a few microtasks apart: they leave as one event.
        await new Promise((resolve) => setImmediate(resolve));
        const batch = this.#waiting;
        this.#waiting = [];
        yield batch;
        continue;
      }
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (this.#waiting.length > 0 || this.#ended || signal.aborted) resolve();
      });
    }
  }
}
