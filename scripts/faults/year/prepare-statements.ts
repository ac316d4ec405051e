import type postgres from "postgres";

type Client = Pick<postgres.TransactionSql, "unsafe"> & Partial<Record<"begin" | "savepoint", Open>>;
type Open = (...given: unknown[]) => Promise<unknown>;

/**
 * Has drizzle's client prepare what it asks. By itself it does not: each statement is described, parsed and planned anew, in
 * two trips, and a year asks the same few hundred statements millions of times.
 */
export function prepareStatements(client: Client): void {
  const { unsafe } = client;
  client.unsafe = ((query: string, args: never[] = [], options = {}) =>
    unsafe(query, args, { ...options, prepare: true })) as typeof unsafe;
  for (const way of ["begin", "savepoint"] as const) {
    const open = client[way];
    if (!open) continue;
    client[way] = (...given) => {
      const work = given.pop() as (inner: Client) => unknown;
      return open(...given, (inner: Client) => {
        prepareStatements(inner);
        return work(inner);
      });
    };
  }
}
