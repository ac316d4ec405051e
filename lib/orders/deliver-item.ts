import { and, eq, inArray } from "drizzle-orm";
import { orderItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { post } from "@/lib/billing/post";
import type { Ctx } from "@/lib/kernel/context";
import { closeWaitingCases } from "@/lib/operations/close-waiting-cases";
import { moveOperation, type Operation } from "@/lib/operations/intent";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { believableExpiry, raiseExpiry } from "./errands/believable-expiry";
import { errandOf } from "./errands/errand-of";
import { freeClaims, lockOrder, type OrderItem } from "./rows";

/**
 * It is done: item, operation, domain, the registrar's charge and what follows are written as one. Safe to repeat.
 * Values of the domain are the registrar's own, never ours (CO-37).
 */
export async function deliverItem(
  ctx: Ctx,
  item: OrderItem,
  operation: Operation,
  told: RegistrarDomain,
): Promise<void> {
  const errand = errandOf(item);
  const read = { ...told, expiresAt: believableExpiry(told.expiresAt) };
  await inTransaction("deliver-item", async (tx) => {
    const order = await lockOrder(tx, item.orderId);
    const now = ctx.clock.now();
    const moved = await tx
      .update(orderItems)
      .set({
        state: "registered",
        endedAt: now,
        updatedAt: now,
        failureReason: null,
        failureMessage: null,
        failureField: null,
      })
      .where(and(eq(orderItems.id, item.id), inArray(orderItems.state, ["waiting", "registering"])))
      .returning({ id: orderItems.id });
    if (moved.length === 0) return;
    await moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "confirmed",
      providerRef: operation.providerRef ?? `done:${item.nameAscii}`,
      settledAt: now,
    });
    const { domainId } = await errand.deliver(tx, ctx, order, item, read);
    if (!read.expiresAt) await raiseExpiry(tx, ctx, { ...item, domainId }, told.expiresAt);
    await freeClaims(tx, [item.id]);
    await closeWaitingCases(tx, ctx, item.id, "It was delivered.");
    const asked = operation.request as { costMinor?: number; adopted?: boolean } | null;
    const costMinor = asked?.costMinor ?? item.costLimitMinor;
    await post(tx, ctx, {
      kind: "registrar_charge",
      // A year that the registrar had begun by itself is in the books under its own key, once (N-6).
      externalKey:
        asked?.adopted && item.kind === "renew"
          ? `${item.registrar}:unasked:${domainId}:${item.expiryBefore?.toISOString()}`
          : `${item.registrar}:${errand.verb}:${operation.id}`,
      orderId: item.orderId,
      merchantId: item.merchantId,
      currency: item.costCurrency,
      lines: [
        { account: "registrar_cost", amountMinor: costMinor },
        { account: "registrar_payable", amountMinor: -costMinor },
      ],
    });
    const of = { merchantId: item.merchantId, orderId: item.orderId, orderItemId: item.id, domainId };
    await tell(tx, ctx, {
      side: "registry",
      fact: errand.facts.delivered,
      ...of,
      data: {
        name: item.nameAscii,
        registrar: item.registrar,
        operation: operation.providerRef,
        expiresAt: read.expiresAt?.toISOString(),
        seconds: Math.round((now.getTime() - operation.createdAt.getTime()) / 1000),
      },
      onceKey: `${item.id}:ended`,
    });
    await publish(tx, ctx, "order/item-ended", item.id, { orderId: item.orderId, itemId: item.id });
    if (!item.domainId) await publish(tx, ctx, "domain/registered", domainId, { domainId });
  });
}
