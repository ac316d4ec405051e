/** How long each part of a year has taken. Parts that contain others count their time too. */
export class Stopwatch {
  readonly #parts = new Map<string, { ms: number; times: number }>();

  async time<T>(part: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      const { ms, times } = this.#parts.get(part) ?? { ms: 0, times: 0 };
      this.#parts.set(part, { ms: ms + performance.now() - began, times: times + 1 });
    }
  }

  /** Seconds by part since it was last told, the longest first. */
  tell(): string {
    const told = [...this.#parts].sort(([, a], [, b]) => b.ms - a.ms);
    this.#parts.clear();
    return told.map(([part, { ms, times }]) => `${part} ${(ms / 1000).toFixed(1)} (${times})`).join(", ");
  }
}
