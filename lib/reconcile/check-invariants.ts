import { and, isNull, lt } from "drizzle-orm";
import { invariantFindings, reconcilerRuns } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { findViolations } from "./find-violations";
import { invariants } from "./invariants";

/** Asks every invariant and writes what it found: new findings open, gone ones are cleared with their time. */
export async function checkInvariants(ctx: Ctx): Promise<{ findings: number }> {
  requirePlatform(ctx);
  const now = ctx.clock.now();
  const found = await findViolations(now);
  await inTransaction("check-invariants", async (tx) => {
    for (const { invariant, key, row } of found) {
      const value = { invariant, rowKey: key, row, firstSeenAt: now, lastSeenAt: now };
      await tx
        .insert(invariantFindings)
        .values(value)
        .onConflictDoUpdate({
          target: [invariantFindings.invariant, invariantFindings.rowKey],
          set: { row, lastSeenAt: now, clearedAt: null },
        });
    }
    await tx
      .update(invariantFindings)
      .set({ clearedAt: now })
      .where(and(isNull(invariantFindings.clearedAt), lt(invariantFindings.lastSeenAt, now)));
    await tx.insert(reconcilerRuns).values({
      id: newId("run"),
      startedAt: now,
      endedAt: ctx.clock.now(),
      checked: invariants.length,
      findings: found.length,
    });
  });
  return { findings: found.length };
}
