/**
 * The limit that every request meets before anything else, whatever it asks for: a bucket an address in this process's
 * memory. It keeps a flood away from the database; what is scarce is counted exactly by lib/identity.
 */
export class BurstLimit {
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();
  constructor(
    readonly capacity: number,
    readonly refillPerSecond: number,
    readonly mostKeys = 20_000,
  ) {}

  take(key: string, nowMs: number): boolean {
    const kept = this.#buckets.get(key);
    const refilled = kept
      ? kept.tokens + (Math.max(0, nowMs - kept.atMs) / 1000) * this.refillPerSecond
      : this.capacity;
    const tokens = Math.min(this.capacity, refilled);
    // Put last, so that the first key of the map is the one that rested longest.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    if (this.#buckets.size > this.mostKeys) {
      const oldest = this.#buckets.keys().next().value;
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return tokens >= 1;
  }
}
