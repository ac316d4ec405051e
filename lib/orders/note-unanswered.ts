import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import type { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, type Operation } from "@/lib/operations/intent";

/** Nobody can say what became of a call for money: the next beat looks first, and what it asks then has a key of its own. */
export async function noteUnanswered(
  ctx: Ctx,
  operation: Pick<Operation, "id">,
  error: ProviderError,
  transactionName: "card-unanswered" | "settlement-unanswered" | "refund-unanswered",
): Promise<void> {
  await inTransaction(transactionName, (tx) =>
    moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "unknown",
      lastError: error.message,
      looked: true,
      lookedAt: ctx.clock.now(),
    }),
  );
}
