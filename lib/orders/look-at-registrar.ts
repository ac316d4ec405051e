import { inTransaction } from "@/db/transaction";
import type { OpenAccount } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import { moveOperation, type Operation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import type { OperationState, RegistrarDomain } from "@/lib/providers/registrars/contract";
import { enterStage, recordAnswer } from "./ask-registrar";
import { endItem } from "./end-item";
import { errandOf } from "./errands/errand-of";
import { notShownMs } from "./limits";
import { lockOrder, type Order, type OrderItem } from "./rows";

/**
 * Polls an operation the registrar told us about. Returns the name as read back independently once it is ours (R5), or
 * null while it is not, or when the operation ended without it.
 */
export async function pollErrand(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  { registrar }: OpenAccount,
): Promise<RegistrarDomain | null> {
  const work = await followOperation(ctx, item, operation, registrar);
  if (work === "not_done") return null;
  const domain = await registrar.domain(item.nameAscii);
  const read = domain && (await readBack(ctx, order, item, operation, domain));
  const overdue = work.doneAt !== null && ctx.clock.now().getTime() - work.doneAt.getTime() >= notShownMs;
  if (read || !overdue || (domain && item.kind === "register")) return read;
  if (domain) await openUnseenCase(ctx, item, operation, domain);
  else await recordWrongOwner(ctx, item, operation, { notShownSince: work.doneAt?.toISOString() });
  return null;
}

/** How the registrar's own operation stands: done, since when, or not (yet). A refusal is recorded. */
async function followOperation(
  ctx: Ctx,
  item: OrderItem,
  operation: Operation,
  registrar: OpenAccount["registrar"],
): Promise<"not_done" | { doneAt: Date | null }> {
  const ref = operation.providerRef ?? "";
  if (ref.startsWith("done:")) return { doneAt: operation.createdAt };
  const state = await registrar.operation(ref);
  if (state?.state === "refused") {
    await recordAnswer(ctx, item, operation, {
      state: "refused",
      reason: state.reason ?? "other",
      message: state.message ?? "",
      ...(state.field ? { field: state.field } : {}),
    });
    return "not_done";
  }
  if (state && item.kind === "transfer") await followStage(ctx, item, state);
  else if (state?.state === "waiting_for_person") await openWaitingCase(ctx, item, state.message ?? "");
  return state && state.state !== "done" ? "not_done" : { doneAt: state?.updatedAt ?? null };
}

/**
 * Looks for a registration whose answer never came. What is found is adopted; only two conclusive looks that both find
 * nothing prove that nothing was done, and free the item for another try (R3).
 */
export async function lookForErrand(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  { registrar }: OpenAccount,
  conclusive: boolean,
): Promise<RegistrarDomain | null> {
  const found = await registrar.findWrite(errandOf(item).verb, item.nameAscii, operation.createdAt);
  if (found.found === "operation") {
    await recordAnswer(ctx, item, operation, { state: "pending", ref: found.ref });
    return null;
  }
  if (found.found === "domain") {
    const read = await readBack(ctx, order, item, operation, found.domain);
    // A name that was here before shows by its expiry alone whether anything was done to it.
    if (read || item.kind === "register" || item.kind === "transfer") return read;
  }
  await inTransaction("looked-in-vain", async (tx) => {
    const now = ctx.clock.now();
    if (!conclusive || operation.looks === 0) {
      await moveOperation(tx, operation.id, ["sent", "unknown"], {
        state: "unknown",
        lookedAt: now,
        looked: conclusive,
      });
      return;
    }
    await moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "refused",
      refusal: { reason: "not_done", message: "Two looks found that nothing was done." },
      lookedAt: now,
      looked: true,
      settledAt: now,
    });
  });
  return null;
}

/** Believes a name only for what it proves. */
async function readBack(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  domain: RegistrarDomain,
): Promise<RegistrarDomain | null> {
  const proof = errandOf(item).prove(order, item, domain);
  if (proof === "done") return domain;
  if (proof === "not_ours")
    await recordWrongOwner(ctx, item, operation, { createdAt: domain.createdAt?.toISOString() ?? null });
  return null;
}

/** Somebody else has the name (P-24): the item ends unbought, and a person finds out who. */
async function recordWrongOwner(
  ctx: Ctx,
  item: OrderItem,
  operation: Operation,
  facts: Record<string, unknown>,
): Promise<void> {
  await inTransaction("wrong-owner", async (tx) => {
    await lockOrder(tx, item.orderId);
    const refusal = { reason: "wrong_owner", message: "The name that was read back is not this order's." };
    await moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "refused",
      refusal,
      settledAt: ctx.clock.now(),
    });
    await endItem(tx, ctx, item, "wrong_owner");
    await openCase(tx, ctx, {
      kind: "wrong_owner",
      subjectId: item.id,
      merchantId: item.merchantId,
      orderId: item.orderId,
      summary: `${item.nameAscii} reads back as somebody else's. The hold is let go; find out who holds the name.`,
      facts: { name: item.nameAscii, ...facts, operation: operation.id, registrar: item.registrar },
    });
  });
}

async function openWaitingCase(ctx: Ctx, item: OrderItem, message: string): Promise<void> {
  await inTransaction("waiting-for-person", (tx) =>
    openCase(tx, ctx, {
      kind: "waiting_for_person",
      subjectId: item.id,
      merchantId: item.merchantId,
      orderId: item.orderId,
      summary: `${item.registrar} waits for a person before it registers ${item.nameAscii}. The money is only held.`,
      facts: { name: item.nameAscii, said: message },
    }),
  );
}

async function followStage(ctx: Ctx, item: OrderItem, state: OperationState): Promise<void> {
  const stage = state.stage ?? (state.state === "waiting_for_person" ? "owner" : null);
  if (stage === null || stage === item.stage) return;
  await inTransaction("transfer-stage", (tx) => enterStage(tx, ctx, item, stage));
}

/** The registrar says that it is done, and the name does not show it: nothing is asked again, a person finds out (U-2). */
async function openUnseenCase(ctx: Ctx, item: OrderItem, operation: Operation, domain: RegistrarDomain): Promise<void> {
  await inTransaction("done-unseen", (tx) =>
    openCase(tx, ctx, {
      kind: "outcome_unseen",
      subjectId: item.id,
      merchantId: item.merchantId,
      orderId: item.orderId,
      summary: `${item.registrar} says that the ${item.kind} of ${item.nameAscii} is done, and the name does not show it. The money is only held.`,
      facts: { name: item.nameAscii, operation: operation.providerRef, expiresAt: domain.expiresAt?.toISOString() },
    }),
  );
}
