import { db } from "@/db/client";
import { getSettings } from "@/lib/settings/get-settings";
import { invariants } from "./invariants";

export type Violation = { invariant: string; key: string; row: Record<string, unknown> };

/** Asks every invariant now; reads only. */
export async function findViolations(now: Date): Promise<Violation[]> {
  const { pendingTimeoutHours } = await getSettings();
  const found = await Promise.all(
    invariants.map(async ({ id, rows }) => {
      const result = await db().execute(rows(now, pendingTimeoutHours));
      return result.map((row) => ({ invariant: id, key: String(row.key), row }));
    }),
  );
  return found.flat();
}
