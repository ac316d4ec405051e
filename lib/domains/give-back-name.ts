import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domainSetup, domains, orderItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { refundRule } from "@/lib/billing/refund-rule";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";

/**
 * Gives a registration back to its registry within the add grace period, whose cost the registrar then returns (AN-31). The
 * name is lost with it; what its merchant paid is given back by a refund of its own. Done as a step that is repeated until the
 * name is gone.
 */
export async function giveBackName(ctx: Ctx, { itemId }: { itemId: string }): Promise<void> {
  requireAdmin(ctx);
  const [found] = await db()
    .select({ domain: domains, item: orderItems })
    .from(domains)
    .innerJoin(orderItems, eq(orderItems.id, domains.orderItemId))
    .where(and(eq(domains.orderItemId, itemId), eq(domains.registration, "active")));
  if (!found) throw notFound("domain");
  const { domain, item } = found;
  const rule = refundRule({ kind: item.kind, deliveredAt: item.endedAt ?? domain.createdAt }, ctx.clock.now());
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  if (!rule.costReturns || !registrar.deleteInGrace)
    throw new AppError(
      "conflict",
      rule.costReturns
        ? `${registrar.descriptor.label} takes no name back. Nothing was changed, and its cost stays.`
        : "The registry no longer takes this name back. Nothing was changed, and its cost stays.",
    );
  await inTransaction("give-back-name", async (tx) => {
    const now = ctx.clock.now();
    const waiting = { state: "waiting" as const, startedAt: now };
    await tx
      .insert(domainSetup)
      .values({ domainId: domain.id, step: "give_back", ...waiting })
      .onConflictDoNothing();
    const of = { merchantId: domain.merchantId, domainId: domain.id, orderId: item.orderId, orderItemId: item.id };
    const data = { name: domain.nameAscii, registrar: domain.registrar };
    await tell(tx, ctx, {
      side: "person",
      fact: "give_back_asked",
      ...of,
      data,
      onceKey: `${domain.id}:give_back_asked`,
    });
    await audit(tx, ctx, { action: "domain.given_back", subject: { kind: "domain", id: domain.id } });
    await publish(tx, ctx, "domain/setup-due", `${domain.id}:give_back`, { domainId: domain.id });
  });
}
