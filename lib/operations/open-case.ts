import { cases } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";

export type CaseKind =
  | "outcome_unknown"
  | "outcome_unseen"
  | "registration_slow"
  | "renewal_slow"
  | "transfer_slow"
  | "restore_slow"
  | "refund_failed"
  | "dispute"
  | "waiting_for_person"
  | "wrong_owner"
  | "hold_lapsing"
  | "registered_unpaid"
  | "hold_mismatch"
  | "registrar_balance"
  | "setup_stuck"
  | "fraud_review"
  | "renewal_unpriced"
  | "renewal_late"
  | "renewed_unpaid"
  | "auto_renew_stuck"
  | "expiry_implausible"
  | "notice_missed"
  | "notice_bounced"
  | "registrant_unknown"
  | "left_unasked";

export type CaseFacts = {
  kind: CaseKind;
  subjectId: string;
  merchantId?: string | null;
  orderId?: string | null;
  /** One sentence: what is wrong, and what it means for the money. */
  summary: string;
  facts: Record<string, unknown>;
};

/** Opens a case, or leaves the open one of the same kind and subject as it is (R15). */
export async function openCase(tx: Tx, ctx: Ctx, input: CaseFacts): Promise<void> {
  await tx
    .insert(cases)
    .values({ ...input, id: newId("case"), state: "open", openedAt: ctx.clock.now() })
    .onConflictDoNothing();
}
