import { faultPoint } from "../lib/kernel/fault";
import { type Database, db } from "./client";

export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * All writes go through here: business rows, audit, timeline, ledger and outbox of one fact commit together (R9).
 * Never call an outside party inside. `name` names the fault points around the commit.
 */
export async function inTransaction<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await db().transaction(async (tx) => {
    const value = await work(tx);
    await faultPoint(`tx:${name}:before-commit`);
    return value;
  });
  await faultPoint(`tx:${name}:after-commit`);
  return result;
}
