import { and, asc, eq, inArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { domainSetup, domains, invoices, operations, orderItems, timeline } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { stageViews, type TransferEstimate, usualEstimate } from "@/lib/transfers/stages";
import { transferEstimate } from "@/lib/transfers/transfer-estimate";
import { transferFacts } from "@/lib/transfers/transfer-facts";
import { describeFact } from "./describe-fact";
import { orderSteps } from "./order-steps";
import { moneyView, orderHeadline, waitingNote } from "./order-words";
import { isOpen, itemsOf, type Order, type OrderItem, paymentsOf, visibleOrder } from "./rows";
import type { ItemFailure, OrderView } from "./views";

/** Everything the order page shows, from our own tables. Admins see any order, merchants their own. */
export async function orderView(ctx: Ctx, orderId: string): Promise<OrderView> {
  const order = await visibleOrder(ctx, orderId);
  const [items, payments, facts, work, owned] = await Promise.all([
    itemsOf(db(), orderId),
    paymentsOf(db(), orderId),
    db().select().from(timeline).where(eq(timeline.orderId, orderId)).orderBy(asc(timeline.id)).limit(500),
    db()
      .select()
      .from(operations)
      .where(
        and(eq(operations.orderId, orderId), inArray(operations.verb, ["register", "renew", "transfer", "restore"])),
      )
      .orderBy(asc(operations.attempt)),
    db()
      .select({ domain: domains, setup: domainSetup })
      .from(domains)
      .leftJoin(domainSetup, eq(domainSetup.domainId, domains.id))
      .where(
        or(
          inArray(
            domains.orderItemId,
            db().select({ id: orderItems.id }).from(orderItems).where(eq(orderItems.orderId, orderId)),
          ),
          inArray(
            domains.id,
            db().select({ id: orderItems.domainId }).from(orderItems).where(eq(orderItems.orderId, orderId)),
          ),
        ),
      ),
  ]);
  const money = moneyView(order, payments);
  const checkout = payments.find((payment) => payment.kind === "checkout");
  const first = checkout ?? payments.at(-1);
  const now = ctx.clock.now();
  const moving = new Set(items.filter((item) => item.kind === "transfer").map((item) => item.tld));
  const estimates = new Map<string, TransferEstimate>();
  for (const tld of moving) estimates.set(tld, await transferEstimate(tld));
  return {
    id: order.id,
    state: order.state,
    headline: orderHeadline(order, items, money),
    placedAt: order.placedAt.toISOString(),
    heldAt: order.heldAt?.toISOString() ?? null,
    endedAt: order.endedAt?.toISOString() ?? null,
    currency: order.currency,
    subtotalMinor: order.subtotalMinor,
    taxMinor: order.taxMinor,
    taxNote: order.taxNote,
    totalMinor: order.totalMinor,
    owedMinor: order.owedMinor,
    captureMode: order.captureMode,
    invoiceId: order.invoiceId ?? (await receiptOf(order.id)),
    money,
    items: items.map((item) => {
      const mine = owned.filter((row) => row.domain.id === item.domainId || row.domain.orderItemId === item.id);
      const registrarLabel = registrarFactory(item.registrar).descriptor.label;
      return {
        id: item.id,
        nameAscii: item.nameAscii,
        nameUnicode: displayName(item.nameAscii),
        tld: item.tld,
        kind: item.kind,
        years: item.years,
        priceMinor: item.priceMinor,
        taxMinor: item.taxMinor,
        renewPriceMinor: item.renewPriceMinor,
        stage: item.stage,
        stageSince: item.stageSince?.toISOString() ?? null,
        stages: item.kind === "transfer" ? stagesOf(order, item, estimates.get(item.tld), now) : [],
        state: item.state,
        failure: failureOf(item),
        domainId: mine[0]?.domain.id ?? null,
        expiresAt: mine[0]?.domain.expiresAt?.toISOString() ?? null,
        registrarLabel,
        steps: orderSteps({
          order,
          item,
          payment: first,
          operation: work.filter((entry) => entry.subjectId === item.id).at(-1),
          setup: mine.flatMap((row) => (row.setup ? [row.setup] : [])),
          registrarLabel,
        }),
        waitingNote: waitingNote(item, money, now),
      };
    }),
    timeline: facts.map((row) => describeFact(row)),
    payUrl: order.state === "awaiting_payment" ? (checkout?.sessionUrl ?? null) : null,
    decline: order.state === "awaiting_payment" ? (checkout?.declineMessage ?? null) : null,
    canCancel:
      order.state === "awaiting_payment" || (!order.cancelRequestedAt && isRunning(order.state) && items.some(isOpen)),
  };
}

function stagesOf(order: Order, item: OrderItem, estimate: TransferEstimate | undefined, now: Date) {
  return stageViews(transferFacts(order, item, estimate ?? usualEstimate), now);
}

async function receiptOf(orderId: string): Promise<string | null> {
  const [receipt] = await db().select({ id: invoices.id }).from(invoices).where(eq(invoices.orderId, orderId));
  return receipt?.id ?? null;
}

const isRunning = (state: string) => state === "fulfilling" || state === "review";

function failureOf(item: OrderItem): ItemFailure | null {
  if (!item.failureReason || !item.failureMessage) return null;
  // A suspicion is never told: the merchant reads the neutral text of its message.
  return {
    reason: item.failureReason === "fraud" ? "other" : item.failureReason,
    message: item.failureMessage,
    field: item.failureField,
  };
}
