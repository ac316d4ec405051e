import { and, eq, inArray } from "drizzle-orm";
import { domainSetup, domains, orderItems } from "@/db/schema";
import { setupSteps } from "@/db/schema/domains";
import { inTransaction } from "@/db/transaction";
import { post } from "@/lib/billing/post";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { moveOperation, type Operation } from "@/lib/operations/intent";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { freeClaims, lockOrder, type OrderItem } from "./rows";

/**
 * The name is ours: item, operation, domain, the registrar's charge and what follows are written as one. Safe to repeat.
 * Values of the domain are the registrar's own, never ours (CO-37).
 */
export async function activateItem(
  ctx: Ctx,
  item: OrderItem,
  operation: Operation,
  read: RegistrarDomain,
): Promise<void> {
  await inTransaction("activate-item", async (tx) => {
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
    // A row of an earlier life of the name: it expired here and has now been bought again.
    await tx
      .update(domains)
      .set({ registration: "cancelled", updatedAt: now })
      .where(and(eq(domains.nameAscii, item.nameAscii), inArray(domains.registration, ["expired", "redemption"])));
    const domainId = newId("domain");
    await tx.insert(domains).values({
      id: domainId,
      merchantId: item.merchantId,
      nameAscii: item.nameAscii,
      tld: item.tld,
      registrar: item.registrar,
      registrarAccountId: item.registrarAccountId,
      orderItemId: item.id,
      registration: "active",
      registeredAt: read.createdAt,
      expiresAt: read.expiresAt,
      autoRenew: item.autoRenew,
      registrarAutoRenew: read.autoRenew,
      privacy: read.privacy,
      locked: read.locked,
      nameServers: read.nameServers,
      eppStatuses: read.eppStatuses,
      attention: read.registrantVerified === false ? [{ kind: "verify_email" }] : [],
      renewPriceMinor: item.renewPriceMinor,
      currency: order.currency,
      observedAt: now,
      createdAt: now,
      updatedAt: now,
    });
    await tx.insert(domainSetup).values(setupSteps.map((step) => ({ domainId, step })));
    await freeClaims(tx, [item.id]);
    const costMinor = (operation.request as { costMinor?: number } | null)?.costMinor ?? item.costLimitMinor;
    await post(tx, ctx, {
      kind: "registrar_charge",
      externalKey: `${item.registrar}:register:${operation.id}`,
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
      fact: "registered",
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
    await publish(tx, ctx, "domain/registered", domainId, { domainId });
  });
}
