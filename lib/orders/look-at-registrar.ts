import { inTransaction } from "@/db/transaction";
import type { OpenAccount } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import { moveOperation, type Operation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { recordAnswer } from "./ask-registrar";
import { endItem } from "./end-item";
import { notShownMs } from "./limits";
import { lockOrder, type Order, type OrderItem } from "./rows";

/**
 * Polls an operation the registrar told us about. Returns the name as read back independently once it is ours (R5), or
 * null while it is not, or when the operation ended without it.
 */
export async function pollRegistration(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  { registrar }: OpenAccount,
): Promise<RegistrarDomain | null> {
  const ref = operation.providerRef ?? "";
  let doneAt: Date | null = operation.createdAt;
  if (!ref.startsWith("done:")) {
    const state = await registrar.operation(ref);
    if (state?.state === "refused") {
      await recordAnswer(ctx, item, operation, {
        state: "refused",
        reason: state.reason ?? "other",
        message: state.message ?? "",
        ...(state.field ? { field: state.field } : {}),
      });
      return null;
    }
    if (state?.state === "waiting_for_person") await openWaitingCase(ctx, item, state.message ?? "");
    if (state && state.state !== "done") return null;
    doneAt = state?.updatedAt ?? null;
  }
  const domain = await registrar.domain(item.nameAscii);
  if (domain) return readBack(ctx, order, item, operation, domain);
  if (doneAt && ctx.clock.now().getTime() - doneAt.getTime() >= notShownMs)
    await recordWrongOwner(ctx, item, operation, { notShownSince: doneAt.toISOString() });
  return null;
}

/**
 * Looks for a registration whose answer never came. What is found is adopted; only two conclusive looks that both find
 * nothing prove that nothing was done, and free the item for another try (R3).
 */
export async function lookForRegistration(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  { registrar }: OpenAccount,
  conclusive: boolean,
): Promise<RegistrarDomain | null> {
  const found = await registrar.findWrite("register", item.nameAscii, operation.createdAt);
  if (found.found === "operation") {
    await recordAnswer(ctx, item, operation, { state: "pending", ref: found.ref });
    return null;
  }
  if (found.found === "domain") return readBack(ctx, order, item, operation, found.domain);
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

/** Believes a name only if it was made for this operation: not before it, and for our registrant (P-14, P-24). */
async function readBack(
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  operation: Operation,
  domain: RegistrarDomain,
): Promise<RegistrarDomain | null> {
  const madeBefore = domain.createdAt !== null && domain.createdAt.getTime() < order.placedAt.getTime() - 120_000;
  const email = domain.registrantEmail?.toLowerCase();
  const otherOwner = email !== undefined && email !== order.contact?.email.toLowerCase();
  if (!madeBefore && !otherOwner) return domain;
  await recordWrongOwner(ctx, item, operation, { madeBefore, otherOwner });
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
