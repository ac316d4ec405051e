import { desc, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { invariantFindings, reconcilerRuns } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { invariants } from "./invariants";

export type ReconcilerView = {
  promises: {
    id: string;
    promise: string;
    findings: { key: string; row: Record<string, unknown>; firstSeenAt: string }[];
  }[];
  runs: { id: string; startedAt: string; endedAt: string | null; checked: number; findings: number }[];
};

/** Every promise with what breaks it at present, and the newest runs. */
export async function latestReconciliation(ctx: Ctx): Promise<ReconcilerView> {
  requireAdmin(ctx);
  const [open, runs] = await Promise.all([
    db().select().from(invariantFindings).where(isNull(invariantFindings.clearedAt)).limit(1000),
    db().select().from(reconcilerRuns).orderBy(desc(reconcilerRuns.startedAt)).limit(50),
  ]);
  return {
    promises: invariants.map(({ id, promise }) => ({
      id,
      promise,
      findings: open
        .filter((finding) => finding.invariant === id)
        .map((finding) => ({ key: finding.rowKey, row: finding.row, firstSeenAt: finding.firstSeenAt.toISOString() })),
    })),
    runs: runs.map((run) => ({
      id: run.id,
      startedAt: run.startedAt.toISOString(),
      endedAt: run.endedAt?.toISOString() ?? null,
      checked: run.checked,
      findings: run.findings,
    })),
  };
}
