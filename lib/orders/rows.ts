import { and, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { nameClaims, orderItems, orders, payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { holdMarginMs } from "./limits";

export type Order = typeof orders.$inferSelect;
export type OrderItem = typeof orderItems.$inferSelect;
export type Payment = typeof payments.$inferSelect;

/** An order the actor may see: a merchant's own, any for admins and jobs; everybody else's does not exist. */
export async function visibleOrder(ctx: Ctx, orderId: string, tx?: Tx): Promise<Order> {
  if (!/^ord_[0-9a-z]{1,40}$/.test(orderId)) throw notFound("order");
  const mine =
    ctx.actor.kind === "admin" || ctx.actor.kind === "job" ? undefined : eq(orders.merchantId, ctx.merchantId ?? "");
  const [order] = await (tx ?? db())
    .select()
    .from(orders)
    .where(and(eq(orders.id, orderId), mine));
  if (!order) throw notFound("order");
  return order;
}

/** Locks an order for a change; everything that ends items or moves money of it goes one after another. */
export async function lockOrder(tx: Tx, orderId: string): Promise<Order> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
  if (!order) throw notFound("order");
  return order;
}

export async function itemsOf(tx: Tx | ReturnType<typeof db>, orderId: string): Promise<OrderItem[]> {
  return tx.select().from(orderItems).where(eq(orderItems.orderId, orderId)).orderBy(orderItems.position);
}

/** Newest first. */
export async function paymentsOf(tx: Tx | ReturnType<typeof db>, orderId: string): Promise<Payment[]> {
  return tx
    .select()
    .from(payments)
    .where(eq(payments.orderId, orderId))
    .orderBy(desc(payments.createdAt), desc(payments.id));
}

/** Money that was taken for good, or is ours to give, has no deadline. */
const noEnd = new Date(8.64e15);

/** Until when irreversible work of an order is paid for: to the end of its hold, or without end; null while it is not. */
export function securedUntil(order: Pick<Order, "captureMode">, list: readonly Payment[]): Date | null {
  if (order.captureMode === "billed_after") return noEnd;
  const hold = list.find((payment) => payment.state === "held" && payment.kind !== "credit");
  if (hold) return hold.captureBefore && later(hold.captureBefore, -holdMarginMs);
  const taken = order.captureMode === "at_start" && list.some((payment) => payment.state === "captured");
  const fromCredit = list.some((payment) => payment.state === "held");
  return taken || (fromCredit && !list.some((payment) => payment.state === "open")) ? noEnd : null;
}

/** Frees the names of items that ended, so that others may order them (R6). */
export async function freeClaims(tx: Tx, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length > 0) await tx.delete(nameClaims).where(inArray(nameClaims.orderItemId, [...itemIds]));
}

/** Who an order's names are for. Only registrations and transfers have one. */
export function registrantOf(order: Order): { contactId: string; contact: NonNullable<Order["contact"]> } {
  if (!order.contact || !order.contactId) throw new Error(`Order ${order.id} has no registrant.`);
  return { contactId: order.contactId, contact: order.contact };
}

export const itemTotal = (item: Pick<OrderItem, "priceMinor" | "taxMinor">) => item.priceMinor + item.taxMinor;
export const isOpen = (item: Pick<OrderItem, "state">) => item.state === "waiting" || item.state === "registering";
