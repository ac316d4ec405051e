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
import { activateItem } from "./activate-item";
import { askRegistrar } from "./ask-registrar";
import { decideItem, type ItemFacts, pollDelay } from "./decide-item";
import { endItem } from "./end-item";
import { lookForRegistration, pollRegistration } from "./look-at-registrar";
import { isOpen, livePayment, lockOrder, type OrderItem, paymentsOf, safeUntil } from "./rows";

/** `ended`, or how long until the next beat is worth making. */
export type Beat = { ended: boolean; waitMs: number };

/**
 * One beat of an item: from what is on record, do the next right thing, once. All state is in the tables, so any process
 * may make the next beat, twice or late, and a lost engine costs only time.
 */
export async function advanceItem(ctx: Ctx, { itemId }: { itemId: string }): Promise<Beat> {
  requirePlatform(ctx);
  const { item, order, operation, held } = await load(itemId);
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
    safeUntil: safeUntil(held),
    operation: operation ? { ...operation, reason: operation.refusal?.reason ?? null } : null,
    settleDelaySeconds: account.registrar.descriptor.limits.settleDelaySeconds,
    patienceMs: operation?.state === "refused" ? (await getSettings()).pendingTimeoutHours * HOUR : 0,
  };
  const beat = decideItem(facts);
  if (beat.do === "nothing") return { ended: true, waitMs: 0 };
  if (beat.do === "wait") return { ended: false, waitMs: beat.ms };
  if (beat.do === "cancel") {
    await inTransaction("cancel-item", async (tx) => {
      await lockOrder(tx, order.id);
      const newest = await newestOperation(tx, item.id, "register");
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
          ? await pollRegistration(ctx, order, item, operation, account)
          : await lookForRegistration(ctx, order, item, operation, account, beat.conclusive);
      if (read) await activateItem(ctx, item, operation, read);
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
  const operation = await newestOperation(db(), itemId, "register");
  return { ...row, operation, held: livePayment(await paymentsOf(db(), row.order.id)) };
}

/** After a beat that spoke to the registrar: ended, or when to look again. A wait beyond the operator's patience opens a case. */
async function next(ctx: Ctx, itemId: string): Promise<Beat> {
  const { item, operation } = await load(itemId);
  if (!isOpen(item)) return { ended: true, waitMs: 0 };
  if (!operation || operation.state === "refused") return { ended: false, waitMs: 0 };
  const ageMs = ctx.clock.now().getTime() - operation.createdAt.getTime();
  const { pendingTimeoutHours } = await getSettings();
  if (ageMs > pendingTimeoutHours * HOUR) await openSlowCase(ctx, item, operation);
  return { ended: false, waitMs: pollDelay(ageMs) };
}

async function openSlowCase(ctx: Ctx, item: OrderItem, operation: Operation): Promise<void> {
  await inTransaction("registration-slow", (tx) =>
    openCase(tx, ctx, {
      kind: operation.state === "unknown" ? "outcome_unknown" : "registration_slow",
      subjectId: item.id,
      merchantId: item.merchantId,
      orderId: item.orderId,
      summary: `${item.nameAscii} has waited since ${operation.createdAt.toISOString()} for ${item.registrar}. Nothing is charged for it yet.`,
      facts: { name: item.nameAscii, operation: operation.id, ref: operation.providerRef, state: operation.state },
    }),
  );
}
