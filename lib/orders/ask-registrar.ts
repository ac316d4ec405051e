import { and, eq, inArray, sql } from "drizzle-orm";
import { domains, orderItems } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { OpenAccount } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, newestOperation, type Operation, recordIntent } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import type { Registrar, WriteResult } from "@/lib/providers/registrars/contract";
import { mailStage } from "@/lib/transfers/mail-stage";
import { endItem } from "./end-item";
import { errandOf } from "./errands/errand-of";
import { type FailureReason, failureMessage } from "./failure-words";
import { lockOrder, type Order, type OrderItem } from "./rows";

/**
 * Runs an item's errand: look and price first, then the intent on record, then the call, then its outcome (R1).
 * A process that dies between intent and outcome leaves an operation that the next beat looks at.
 */
export async function askRegistrar(ctx: Ctx, order: Order, item: OrderItem, account: OpenAccount): Promise<void> {
  const { registrar } = account;
  const errand = errandOf(item);
  const found = await errand.preflight(order, item, registrar);
  if (found.verdict === "refuse") {
    await inTransaction("refuse-before-asking", (tx) =>
      endItem(tx, ctx, item, found.reason, found.message ? { message: found.message } : undefined),
    );
    return;
  }
  const operation = await recordErrand(
    ctx,
    item,
    found.verdict === "adopt"
      ? { ref: found.ref, costMinor: item.costLimitMinor, adopted: true }
      : { ref: null, costMinor: found.costMinor },
  );
  if (!operation || found.verdict === "adopt") return;

  let result: Answer;
  try {
    result = await errand.ask(ctx, order, item, account);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // Only these two kinds say that the request was turned away at the door.
    if (error.kind === "rate_limited" || error.kind === "auth") {
      await inTransaction("turned-away", async (tx) => {
        await moveOperation(tx, operation.id, ["sent"], {
          state: "refused",
          refusal: { reason: "turned_away", message: error.message },
          lastError: error.message,
          settledAt: ctx.clock.now(),
        });
        if (error.kind === "auth") await openBalanceCase(tx, ctx, item, error.message);
      });
      return;
    }
    result = { state: "unknown", message: error.message };
  }
  await recordAnswer(ctx, item, operation, await whoTookIt(registrar, item, operation, result));
}

type Answer = WriteResult | { state: "unknown"; message: string };

/** "Unavailable" may mean that we have it ourselves: a request that the network delivered twice is refused the second time. */
async function whoTookIt(registrar: Registrar, item: OrderItem, operation: Operation, answer: Answer): Promise<Answer> {
  if (answer.state !== "refused" || answer.reason !== "unavailable") return answer;
  try {
    const found = await registrar.findWrite("register", item.nameAscii, operation.createdAt);
    if (found.found === "operation" && found.state.state !== "refused") return { state: "pending", ref: found.ref };
    return found.found === "domain" ? { state: "done", ref: null } : answer;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { state: "unknown", message: answer.message };
  }
}

async function recordErrand(
  ctx: Ctx,
  item: OrderItem,
  known: { ref: string | null; costMinor: number; adopted?: true },
): Promise<Operation | null> {
  const { verb, facts } = errandOf(item);
  return inTransaction("record-errand", async (tx) => {
    const order = await lockOrder(tx, item.orderId);
    if (order.state !== "fulfilling" || order.cancelRequestedAt || order.fraudFlaggedAt) return null;
    if (!(await stillWanted(tx, order, item))) {
      await endItem(tx, ctx, item, "cancelled");
      return null;
    }
    const before = await newestOperation(tx, item.id, verb);
    if (before && before.state !== "refused") return null;
    const now = ctx.clock.now();
    const moved = await tx
      .update(orderItems)
      .set({
        state: "registering",
        startedAt: item.startedAt ?? now,
        updatedAt: now,
        failureReason: null,
        failureMessage: null,
        failureField: null,
      })
      .where(and(eq(orderItems.id, item.id), inArray(orderItems.state, ["waiting", "registering"])))
      .returning({ id: orderItems.id });
    if (moved.length === 0) return null;
    const operation = await recordIntent(tx, ctx, {
      verb,
      provider: item.registrar,
      subjectId: item.id,
      orderId: item.orderId,
      merchantId: item.merchantId,
      attempt: (before?.attempt ?? 0) + 1,
      request: {
        name: item.nameAscii,
        years: item.years,
        costMinor: known.costMinor,
        ...(known.adopted ? { adopted: true } : {}),
      },
    });
    if (known.ref) await moveOperation(tx, operation.id, ["sent"], { providerRef: known.ref });
    await tell(tx, ctx, {
      side: "registry",
      fact: facts.asked,
      merchantId: item.merchantId,
      orderId: item.orderId,
      orderItemId: item.id,
      domainId: item.domainId,
      data: {
        name: item.nameAscii,
        registrar: item.registrar,
        years: item.years,
        operation: operation.id,
        attempt: operation.attempt,
      },
    });
    return operation;
  });
}

/** A renewal that the platform began by itself is dropped when its merchant has said meanwhile to let the name expire (N-9). */
async function stillWanted(tx: Tx, order: Order, item: OrderItem): Promise<boolean> {
  if (item.kind !== "renew" || order.placedByUserId !== null || !item.domainId) return true;
  const [domain] = await tx
    .select({ autoRenew: domains.autoRenew })
    .from(domains)
    .where(eq(domains.id, item.domainId))
    .for("update");
  return domain?.autoRenew ?? false;
}

/** Writes what the registrar answered. `done` is not believed yet: the next beat reads the name back. */
export async function recordAnswer(ctx: Ctx, item: OrderItem, operation: Operation, result: Answer): Promise<void> {
  const { facts } = errandOf(item);
  await inTransaction("record-answer", async (tx) => {
    await lockOrder(tx, item.orderId);
    if (result.state === "unknown") {
      const moved = await moveOperation(tx, operation.id, ["sent"], { state: "unknown", lastError: result.message });
      if (moved) await tellItem(tx, ctx, item, facts.unanswered, {}, `${operation.id}:unanswered`);
      return;
    }
    if (result.state !== "refused") {
      const ref = result.ref ?? (result.state === "done" ? `done:${item.nameAscii}` : null);
      if (!(await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "sent", providerRef: ref }))) return;
      await tellItem(tx, ctx, item, facts.accepted, { operation: ref }, `${operation.id}:accepted`);
      if (item.kind === "transfer") await enterStage(tx, ctx, item, "submitted");
      return;
    }
    await recordRefusal(tx, ctx, item, operation, result);
  });
}

async function tellItem(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  fact: string,
  data: Record<string, unknown>,
  onceKey: string,
) {
  const of = {
    merchantId: item.merchantId,
    orderId: item.orderId,
    orderItemId: item.id,
    domainId: item.domainId,
  };
  await tell(tx, ctx, {
    side: "registry",
    fact,
    ...of,
    data: { name: item.nameAscii, registrar: item.registrar, ...data },
    onceKey,
  });
}

async function recordRefusal(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  operation: Operation,
  { reason, message, field }: Extract<WriteResult, { state: "refused" }>,
): Promise<void> {
  const refusal = { reason, message, ...(field ? { field } : {}) };
  const settledAt = ctx.clock.now();
  if (!(await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt }))) return;
  if (reason === "contact" && isForPerson(item)) return askForCorrection(tx, ctx, item, "contact", refusal);
  if (reason === "auth_code") return askForCorrection(tx, ctx, item, "auth_code", refusal);
  if (reason === "insufficient_funds") return openBalanceCase(tx, ctx, item, message);
  await endItem(tx, ctx, item, reason satisfies FailureReason, refusal);
}

const isForPerson = (item: OrderItem) => item.kind === "register" || item.kind === "transfer";

/** Where a transfer stands now; the first stage is also when its money is taken. */
export async function enterStage(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  stage: NonNullable<OrderItem["stage"]>,
): Promise<void> {
  const now = ctx.clock.now();
  const moved = await tx
    .update(orderItems)
    .set({ stage, stageSince: now, updatedAt: now })
    .where(
      and(
        eq(orderItems.id, item.id),
        eq(orderItems.state, "registering"),
        sql`${orderItems.stage} is distinct from ${stage}`,
      ),
    )
    .returning({ id: orderItems.id });
  if (moved.length === 0) return;
  await tellItem(tx, ctx, item, "transfer_stage", { stage }, `${item.id}:${stage}:${now.getTime()}`);
  await mailStage(tx, ctx, { ...item, itemId: item.id, stage });
  await publish(tx, ctx, "order/look-due", `${item.id}:${stage}:${now.getTime()}`, { orderId: item.orderId });
}

async function askForCorrection(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  reason: "contact" | "auth_code",
  refusal: { message: string; field?: string },
): Promise<void> {
  await tx
    .update(orderItems)
    .set({
      failureReason: reason,
      failureMessage: failureMessage(reason, item, refusal.message),
      failureField: refusal.field ?? null,
      updatedAt: ctx.clock.now(),
    })
    .where(and(eq(orderItems.id, item.id), eq(orderItems.state, "registering")));
  await tell(tx, ctx, {
    side: "registry",
    fact: reason === "contact" ? "contact_refused" : "code_refused",
    merchantId: item.merchantId,
    orderId: item.orderId,
    orderItemId: item.id,
    data: { name: item.nameAscii, field: refusal.field, said: refusal.message },
  });
}

async function openBalanceCase(tx: Tx, ctx: Ctx, item: OrderItem, message: string): Promise<void> {
  await openCase(tx, ctx, {
    kind: "registrar_balance",
    subjectId: item.registrarAccountId,
    summary: `${item.registrar} does not take orders from our account (${message}). Holds are kept; its orders wait.`,
    facts: { registrar: item.registrar, name: item.nameAscii, said: message },
  });
}
