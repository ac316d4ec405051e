import { and, desc, eq, inArray, isNotNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { disputes, domains, invoiceLines, invoices, orderItems, orders, payments, tlds } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { leavingObstacles, type Obstacle } from "./leaving-obstacles";

export type LeavingDomain = { domain: typeof domains.$inferSelect; obstacles: Obstacle[] };

/** A domain of the acting merchant with what keeps it from leaving, from our own books. Another merchant's does not exist. */
export async function leavingDomain(ctx: Ctx, domainId: string): Promise<LeavingDomain> {
  const merchantId = requireMerchant(ctx);
  if (!/^dom_[0-9a-z]{1,40}$/.test(domainId)) throw notFound("domain");
  const [row] = await db()
    .select({ domain: domains, lockDays: tlds.lockDays })
    .from(domains)
    .leftJoin(tlds, eq(tlds.tld, domains.tld))
    .where(and(eq(domains.id, domainId), eq(domains.merchantId, merchantId)));
  if (!row) throw notFound("domain");
  const { domain } = row;
  const [origin, disputed, receivables] = await Promise.all([
    originOf(domain.orderItemId),
    isDisputed(domain),
    unpaidReceivables(domain.id),
  ]);
  const obstacles = leavingObstacles({
    now: ctx.clock.now(),
    registration: domain.registration,
    registeredAt: domain.registeredAt,
    arrivedAt: domain.createdAt,
    transferLockedUntil: domain.transferLockedUntil,
    lockDays: row.lockDays ?? 60,
    paidAt: origin?.paidAt ?? null,
    underReview: origin?.underReview ?? false,
    disputed,
    unpaidReceivables: receivables,
  });
  return { domain, obstacles };
}

async function originOf(orderItemId: string | null) {
  if (!orderItemId) return null;
  const [row] = await db()
    .select({ flaggedAt: orders.fraudFlaggedAt, state: orders.state, paidAt: payments.heldAt })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .leftJoin(payments, and(eq(payments.orderId, orders.id), isNotNull(payments.heldAt)))
    .where(eq(orderItems.id, orderItemId))
    .orderBy(desc(payments.heldAt))
    .limit(1);
  return row ? { paidAt: row.paidAt, underReview: row.flaggedAt !== null || row.state === "review" } : null;
}

/** Of the order that brought it, or of any that renewed or restored it. */
async function isDisputed(domain: typeof domains.$inferSelect): Promise<boolean> {
  const [row] = await db()
    .select({ id: disputes.id })
    .from(disputes)
    .innerJoin(orderItems, eq(orderItems.orderId, disputes.orderId))
    .where(
      and(
        inArray(disputes.state, ["open", "lost"]),
        or(eq(orderItems.domainId, domain.id), eq(orderItems.id, domain.orderItemId ?? "")),
      ),
    )
    .limit(1);
  return row !== undefined;
}

async function unpaidReceivables(domainId: string): Promise<string[]> {
  const rows = await db()
    .selectDistinct({ number: invoices.number })
    .from(invoiceLines)
    .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
    .where(and(eq(invoiceLines.domainId, domainId), eq(invoices.kind, "receivable"), eq(invoices.state, "open")));
  return rows.map(({ number }) => number);
}
