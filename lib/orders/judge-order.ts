import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { cases, domains, orderItems, orders } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newestOperation } from "@/lib/operations/intent";
import { openCase } from "@/lib/operations/open-case";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { endItem } from "./end-item";
import { errandOf } from "./errands/errand-of";
import { startItems } from "./refresh-payment";
import { isOpen, itemsOf, lockOrder, type Order } from "./rows";

const input = z.object({
  orderId: z.string(),
  verdict: z.enum(["flag", "pass", "refuse"]),
  note: z.string().max(500).default(""),
});

/**
 * A person's judgement of an order (CO-30, AN-14). flag: nothing more is asked of a registrar, the hold is kept; pass: it goes
 * on; refuse: names that were not asked for end, their money is let go, and names already delivered are put on hold. The
 * merchant reads neutral words.
 */
export async function judgeOrder(ctx: Ctx, request: z.input<typeof input>): Promise<void> {
  requireAdmin(ctx);
  const { orderId, verdict, note } = input.parse(request);
  await inTransaction("judge-order", async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (verdict === "flag") await flag(tx, ctx, order);
    else if (verdict === "pass") await pass(tx, ctx, order);
    else await refuse(tx, ctx, order);
    await audit(tx, ctx, {
      action: `order.${verdict === "flag" ? "flagged" : verdict === "pass" ? "passed" : "refused"}`,
      subject: { kind: "order", id: orderId },
      merchantId: order.merchantId,
      before: { state: order.state },
      after: { note },
    });
  });
}

const of = (order: Order) => ({ merchantId: order.merchantId, orderId: order.id });

async function flag(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const now = ctx.clock.now();
  await tx.update(orders).set({ fraudFlaggedAt: now, updatedAt: now }).where(eq(orders.id, order.id));
  await tell(tx, ctx, { side: "platform", fact: "fraud_flagged", ...of(order) });
  await openCase(tx, ctx, {
    kind: "fraud_review",
    subjectId: order.id,
    ...of(order),
    summary:
      "Flagged by an admin. Nothing more is asked of a registrar, and money that is held stays held until it is decided.",
    facts: { state: order.state, totalMinor: order.totalMinor },
  });
}

async function pass(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  if (order.state !== "review" && !order.fraudFlaggedAt) {
    throw new AppError("conflict", "This order waits for no judgement. Nothing was changed.");
  }
  const now = ctx.clock.now();
  const state = order.state === "review" ? "fulfilling" : order.state;
  await tx.update(orders).set({ state, fraudFlaggedAt: null, updatedAt: now }).where(eq(orders.id, order.id));
  await tell(tx, ctx, { side: "platform", fact: "review_passed", ...of(order) });
  await closeReview(tx, ctx, order, "passed");
  if (state === "fulfilling") await startItems(tx, ctx, order, `passed:${now.getTime()}`);
}

async function refuse(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const now = ctx.clock.now();
  for (const item of (await itemsOf(tx, order.id)).filter(isOpen)) {
    const operation = await newestOperation(tx, item.id, errandOf(item).verb);
    // What the registrar was asked for is finished; only its outcome tells what to do with the money.
    if (!operation || operation.state === "refused") await endItem(tx, ctx, item, "fraud");
  }
  await tx
    .update(orders)
    .set({ fraudFlaggedAt: order.fraudFlaggedAt ?? now, updatedAt: now })
    .where(eq(orders.id, order.id));
  const delivered = tx.select({ id: orderItems.id }).from(orderItems).where(eq(orderItems.orderId, order.id));
  await tx
    .update(domains)
    .set({ registration: "fraud", registrationBeforeFraud: "active", updatedAt: now })
    .where(and(inArray(domains.orderItemId, delivered), eq(domains.registration, "active")));
  await closeReview(tx, ctx, order, "refused");
  await publish(tx, ctx, "order/look-due", `${order.id}:refused:${now.getTime()}`, { orderId: order.id });
}

async function closeReview(tx: Tx, ctx: Ctx, order: Order, resolution: string): Promise<void> {
  await tx
    .update(cases)
    .set({
      state: "closed",
      resolution,
      closedAt: ctx.clock.now(),
      ownerUserId: "userId" in ctx.actor ? ctx.actor.userId : null,
    })
    .where(and(eq(cases.kind, "fraud_review"), eq(cases.subjectId, order.id), eq(cases.state, "open")));
}
