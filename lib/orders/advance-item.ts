import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderItems, orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { HOUR, SECOND } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { notFound, ProviderError } from "@/lib/kernel/errors";
import { newestOperation, type Operation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { getSettings } from "@/lib/settings/get-settings";
import { askRegistrar } from "./ask-registrar";
import { decideItem, type ItemFacts, pollDelay } from "./decide-item";
import { deliverItem } from "./deliver-item";
import { endItem } from "./end-item";
import { errandOf } from "./errands/errand-of";
import { correctionMs, transferPatienceMs } from "./limits";
import { lookForErrand, pollErrand } from "./look-at-registrar";
import { isOpen, lockOrder, type OrderItem, paymentsOf, securedUntil } from "./rows";

/** `ended`, or how long until the next beat is worth making. */
export type Beat = { ended: boolean; waitMs: number };

/**
 * One beat of an item: from what is on record, do the next right thing, once. All state is in the tables, so any process
 * may make the next beat, twice or late, and a lost engine costs only time.
 */
export async function advanceItem(ctx: Ctx, { itemId }: { itemId: string }): Promise<Beat> {
  requirePlatform(ctx);
  const { item, order, operation, payments } = await load(itemId);
  const account = await openRegistrar(ctx, item.registrarAccountId, {
    orderId: order.id,
    ...(operation ? { operationId: operation.id } : {}),
  });
  const now = ctx.clock.now();
  const facts: ItemFacts = {
    now,
    item,
    order: {
      state: order.state,
      cancelRequested: order.cancelRequestedAt !== null,
      fraudFlagged: order.fraudFlaggedAt !== null,
    },
    securedUntil: securedUntil(order, payments),
    awaitsCapture:
      order.captureMode === "at_start" &&
      item.kind !== "transfer" &&
      payments.some((payment) => payment.state === "held"),
    operation: operation ? { ...operation, reason: operation.refusal?.reason ?? null } : null,
    settleDelaySeconds: account.registrar.descriptor.limits.settleDelaySeconds,
    correctionMs: item.stage === null ? correctionMs : transferPatienceMs,
    patienceMs: operation?.state === "refused" ? (await getSettings()).pendingTimeoutHours * HOUR : 0,
  };
  const beat = decideItem(facts);
  if (beat.do === "nothing") return { ended: true, waitMs: 0 };
  if (beat.do === "wait") return { ended: false, waitMs: beat.ms };
  if (beat.do === "cancel") {
    await inTransaction("cancel-item", async (tx) => {
      await lockOrder(tx, order.id);
      const newest = await newestOperation(tx, item.id, errandOf(item).verb);
      // A beat of another process may have asked meanwhile: then the outcome decides, not the wish.
      if (newest && newest.state !== "refused") return;
      await endItem(tx, ctx, item, beat.reason);
    });
    return { ended: false, waitMs: 0 };
  }

  try {
    if (beat.do === "ask") await askRegistrar(ctx, order, item, account);
    else if (operation) {
      const read =
        beat.do === "poll"
          ? await pollErrand(ctx, order, item, operation, account)
          : await lookForErrand(ctx, order, item, operation, account, beat.conclusive);
      if (read) await deliverItem(ctx, item, operation, read);
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // The registrar could not be read: nothing is known that was not known before.
    return {
      ended: false,
      waitMs: Math.max(
        (error.retryAfterSeconds ?? 0) * SECOND,
        pollDelay(now.getTime() - item.updatedAt.getTime()),
        5 * SECOND,
      ),
    };
  }
  return next(ctx, itemId);
}

async function load(itemId: string) {
  const [row] = await db()
    .select({ item: orderItems, order: orders })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .where(eq(orderItems.id, itemId));
  if (!row) throw notFound("order item");
  const operation = await newestOperation(db(), itemId, errandOf(row.item).verb);
  return { ...row, operation, payments: await paymentsOf(db(), row.order.id) };
}

/** After a beat that spoke to the registrar: ended, or when to look again. A wait beyond the operator's patience opens a case. */
async function next(ctx: Ctx, itemId: string): Promise<Beat> {
  const { item, operation } = await load(itemId);
  if (!isOpen(item)) return { ended: true, waitMs: 0 };
  if (!operation || operation.state === "refused") return { ended: false, waitMs: 0 };
  const ageMs = ctx.clock.now().getTime() - operation.createdAt.getTime();
  const patienceMs = item.kind === "transfer" ? transferPatienceMs : (await getSettings()).pendingTimeoutHours * HOUR;
  if (ageMs > patienceMs) await openSlowCase(ctx, item, operation);
  return { ended: false, waitMs: pollDelay(ageMs) };
}

const slowWords = { register: "registration", renew: "renewal", transfer: "transfer", restore: "restore" } as const;

async function openSlowCase(ctx: Ctx, item: OrderItem, operation: Operation): Promise<void> {
  await inTransaction("errand-slow", (tx) =>
    openCase(tx, ctx, {
      kind: operation.state === "unknown" ? "outcome_unknown" : `${slowWords[item.kind]}_slow`,
      subjectId: item.id,
      merchantId: item.merchantId,
      orderId: item.orderId,
      summary: `The ${slowWords[item.kind]} of ${item.nameAscii} has waited since ${operation.createdAt.toISOString()} for ${item.registrar}. ${
        item.stage === null ? "Nothing is charged for it yet." : "It is charged; offer the money back."
      }`,
      facts: { name: item.nameAscii, operation: operation.id, ref: operation.providerRef, state: operation.state },
    }),
  );
}
