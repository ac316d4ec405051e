import { and, eq, inArray } from "drizzle-orm";
import { cases } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import type { CaseKind } from "./open-case";

const waiting: CaseKind[] = [
  "outcome_unknown",
  "outcome_unseen",
  "registration_slow",
  "renewal_slow",
  "transfer_slow",
  "restore_slow",
  "waiting_for_person",
  "renewal_late",
];

/** Closes what was opened because an item did not come to its end: it has, and nobody needs to look any more. */
export async function closeWaitingCases(tx: Tx, ctx: Ctx, itemId: string, resolution: string): Promise<void> {
  await tx
    .update(cases)
    .set({ state: "closed", resolution, closedAt: ctx.clock.now() })
    .where(and(eq(cases.subjectId, itemId), inArray(cases.kind, waiting), eq(cases.state, "open")));
}
