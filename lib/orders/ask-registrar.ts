import { and, eq, inArray } from "drizzle-orm";
import { orderItems } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { OpenAccount } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { moveOperation, newestOperation, type Operation, recordIntent } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import type { Registrar, WriteResult } from "@/lib/providers/registrars/contract";
import { endItem } from "./end-item";
import { type FailureReason, failureMessage } from "./failure-words";
import { preflight } from "./preflight";
import { registrantHandle } from "./registrant-handle";
import { lockOrder, type Order, type OrderItem, registrantOf } from "./rows";

/**
 * Asks the registrar for a name: look and price first, then the intent on record, then the call, then its outcome (R1).
 * A process that dies between intent and outcome leaves an operation that the next beat looks at.
 */
export async function askRegistrar(ctx: Ctx, order: Order, item: OrderItem, account: OpenAccount): Promise<void> {
  const { registrar } = account;
  const found = await preflight(order, item, registrar);
  if (found.verdict === "refuse") {
    await inTransaction("refuse-before-asking", (tx) =>
      endItem(tx, ctx, item, found.reason, { message: found.message }),
    );
    return;
  }
  const contactHandle =
    found.verdict === "adopt" ? null : await registrantHandle(ctx, order, account.accountId, registrar);
  const operation = await recordRegistration(
    ctx,
    item,
    found.verdict === "adopt"
      ? { ref: found.ref, costMinor: item.costLimitMinor }
      : { ref: null, costMinor: found.costMinor },
  );
  if (!operation || found.verdict === "adopt") return;

  let result: Answer;
  try {
    result = await registrar.register({
      name: item.nameAscii,
      years: item.years,
      contact: registrantOf(order).contact,
      contactHandle,
      privacy: item.privacy,
      premium: item.premium,
      costLimit: { amountMinor: item.costLimitMinor, currency: item.costCurrency },
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // Only these two kinds say that the request was turned away at the door.
    if (error.kind === "rate_limited" || error.kind === "auth") {
      await inTransaction("registration-turned-away", async (tx) => {
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

async function recordRegistration(
  ctx: Ctx,
  item: OrderItem,
  known: { ref: string | null; costMinor: number },
): Promise<Operation | null> {
  return inTransaction("record-registration", async (tx) => {
    const order = await lockOrder(tx, item.orderId);
    if (order.state !== "fulfilling" || order.cancelRequestedAt || order.fraudFlaggedAt) return null;
    const before = await newestOperation(tx, item.id, "register");
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
      verb: "register",
      provider: item.registrar,
      subjectId: item.id,
      orderId: item.orderId,
      merchantId: item.merchantId,
      attempt: (before?.attempt ?? 0) + 1,
      request: { name: item.nameAscii, years: item.years, costMinor: known.costMinor },
    });
    if (known.ref) await moveOperation(tx, operation.id, ["sent"], { providerRef: known.ref });
    await tell(tx, ctx, {
      side: "registry",
      fact: "registration_asked",
      merchantId: item.merchantId,
      orderId: item.orderId,
      orderItemId: item.id,
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

/** Writes what the registrar answered. `done` is not believed yet: the next beat reads the name back. */
export async function recordAnswer(ctx: Ctx, item: OrderItem, operation: Operation, result: Answer): Promise<void> {
  await inTransaction("record-answer", async (tx) => {
    await lockOrder(tx, item.orderId);
    const now = ctx.clock.now();
    if (result.state === "unknown") {
      const moved = await moveOperation(tx, operation.id, ["sent"], { state: "unknown", lastError: result.message });
      if (moved) await tellItem(tx, ctx, item, "registration_unanswered", {}, `${operation.id}:unanswered`);
      return;
    }
    if (result.state !== "refused") {
      const ref = result.ref ?? (result.state === "done" ? `done:${item.nameAscii}` : null);
      if (await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "sent", providerRef: ref }))
        await tellItem(tx, ctx, item, "registration_accepted", { operation: ref }, `${operation.id}:accepted`);
      return;
    }
    const refusal = {
      reason: result.reason,
      message: result.message,
      ...(result.field ? { field: result.field } : {}),
    };
    if (!(await moveOperation(tx, operation.id, ["sent", "unknown"], { state: "refused", refusal, settledAt: now })))
      return;
    if (result.reason === "contact") return askForCorrection(tx, ctx, item, refusal);
    if (result.reason === "insufficient_funds") return openBalanceCase(tx, ctx, item, result.message);
    await endItem(tx, ctx, item, result.reason satisfies FailureReason, refusal);
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
  const of = { merchantId: item.merchantId, orderId: item.orderId, orderItemId: item.id };
  await tell(tx, ctx, {
    side: "registry",
    fact,
    ...of,
    data: { name: item.nameAscii, registrar: item.registrar, ...data },
    onceKey,
  });
}

async function askForCorrection(
  tx: Tx,
  ctx: Ctx,
  item: OrderItem,
  refusal: { message: string; field?: string },
): Promise<void> {
  await tx
    .update(orderItems)
    .set({
      failureReason: "contact",
      failureMessage: failureMessage("contact", item.nameAscii, refusal.message),
      failureField: refusal.field ?? null,
      updatedAt: ctx.clock.now(),
    })
    .where(and(eq(orderItems.id, item.id), eq(orderItems.state, "registering")));
  await tell(tx, ctx, {
    side: "registry",
    fact: "contact_refused",
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
    summary: `${item.registrar} does not take orders from our account (${message}). Holds are kept; registrations wait.`,
    facts: { registrar: item.registrar, name: item.nameAscii, said: message },
  });
}
