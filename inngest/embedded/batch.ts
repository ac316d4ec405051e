/**
 * Collects what arrives while a flush is under way and hands it over together: many runs share one commit, and a lone
 * caller waits for nobody. Results come back in the order of the items.
 */
export function batch<Item, Result>(flush: (items: Item[]) => Promise<Result[]>, maxItems = 200) {
  type Waiting = { item: Item; resolve(result: Result): void; reject(error: unknown): void };
  const waiting: Waiting[] = [];
  let busy = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) await hand(waiting.splice(0, maxItems));
    busy = false;
  }

  async function hand(taken: Waiting[]): Promise<void> {
    try {
      const results = await flush(taken.map(({ item }) => item));
      taken.forEach(({ resolve }, index) => {
        resolve(results[index] as Result);
      });
    } catch (error) {
      // One item that the database refuses must not fail the others.
      if (taken.length === 1) taken[0]?.reject(error);
      else for (const one of taken) await hand([one]);
    }
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      // One turn of the event loop gathers what the other runs are about to write.
      setImmediate(drain);
    });
}
