import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { ledgerEntries, ledgerTransactions, operations, orderItems, orders, payments, refunds } from "@/db/schema";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { notFound } from "@/lib/kernel/errors";
import { formatMoney } from "@/lib/kernel/money";
import { refundRule } from "./refund-rule";

export type RefundQuote = {
  currency: string;
  capturedMinor: number;
  /** Given back, or on its way. */
  refundedMinor: number;
  /** The most that may still be given back. */
  refundableMinor: number;
  /** What registrars took for this order, and how much of it cannot come back, by currency. */
  costs: { currency: string; minor: number; keptMinor: number }[];
  items: {
    itemId: string;
    nameAscii: string;
    kind: "register" | "transfer" | "renew" | "restore";
    paidMinor: number;
    costReturns: boolean;
    /** Until when the registry takes the name back; null where it never does. */
    until: string | null;
  }[];
  /** What a refund means, in sentences for whoever decides it (AN-20). */
  sentence: string;
};

const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** What may be given back of an order, and what the registry keeps of it. Amounts are Stripe's and the books' own. */
export async function refundQuote(ctx: Ctx, { orderId }: { orderId: string }): Promise<RefundQuote> {
  requirePlatform(ctx);
  const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
  if (!order) throw notFound("order");
  const [items, paid, given, work, charges] = await Promise.all([
    db().select().from(orderItems).where(eq(orderItems.orderId, orderId)).orderBy(asc(orderItems.position)),
    db().select().from(payments).where(eq(payments.orderId, orderId)),
    db().select().from(refunds).where(eq(refunds.orderId, orderId)),
    db()
      .select({ id: operations.id, itemId: operations.subjectId })
      .from(operations)
      .where(eq(operations.orderId, orderId)),
    db()
      .select({
        key: ledgerTransactions.externalKey,
        currency: ledgerEntries.currency,
        minor: ledgerEntries.amountMinor,
      })
      .from(ledgerEntries)
      .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
      .where(and(eq(ledgerTransactions.orderId, orderId), eq(ledgerEntries.account, "registrar_cost"))),
  ]);
  const now = ctx.clock.now();
  const capturedMinor = paid.reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const refundedMinor = given
    .filter(({ state }) => state !== "failed")
    .reduce((sum, each) => sum + each.amountMinor, 0);
  const delivered = items
    .filter((item) => item.state === "registered")
    .map((item) => ({ item, rule: refundRule({ kind: item.kind, deliveredAt: item.endedAt ?? now }, now) }));
  const costs = costsOf(delivered, work, charges);
  const refundableMinor = Math.max(0, capturedMinor - refundedMinor);
  return {
    currency: order.currency,
    capturedMinor,
    refundedMinor,
    refundableMinor,
    costs,
    items: delivered.map(({ item, rule }) => ({
      itemId: item.id,
      nameAscii: item.nameAscii,
      kind: item.kind,
      paidMinor: item.priceMinor + item.taxMinor,
      costReturns: rule.costReturns,
      until: rule.until?.toISOString() ?? null,
    })),
    sentence: sentenceOf(order.currency, refundableMinor, delivered, costs),
  };
}

type Delivered = { item: typeof orderItems.$inferSelect; rule: ReturnType<typeof refundRule> }[];

/** Charges name the operation that caused them (`registrar:verb:operation`), and operations their item. */
function costsOf(
  delivered: Delivered,
  work: { id: string; itemId: string }[],
  charges: { key: string; currency: string; minor: number }[],
): RefundQuote["costs"] {
  const costs = new Map<string, { currency: string; minor: number; keptMinor: number }>();
  for (const charge of charges) {
    const itemId = work.find(({ id }) => charge.key.endsWith(`:${id}`))?.itemId;
    const returns = delivered.some(({ item, rule }) => item.id === itemId && rule.costReturns);
    const sum = costs.get(charge.currency) ?? { currency: charge.currency, minor: 0, keptMinor: 0 };
    costs.set(charge.currency, {
      ...sum,
      minor: sum.minor + charge.minor,
      keptMinor: sum.keptMinor + (returns ? 0 : charge.minor),
    });
  }
  return [...costs.values()];
}

function sentenceOf(
  currency: string,
  refundableMinor: number,
  delivered: Delivered,
  costs: RefundQuote["costs"],
): string {
  if (refundableMinor === 0) return "Nothing is left to give back.";
  const most = `Up to ${formatMoney(refundableMinor, currency)} can be given back.`;
  if (delivered.length === 0) return `${most} Nothing was delivered, so nothing is lost by it.`;
  const kept = delivered.filter(({ rule }) => !rule.costReturns);
  const returns = delivered.filter(({ rule }) => rule.costReturns);
  const lost = costs.filter(({ keptMinor }) => keptMinor > 0).map((cost) => formatMoney(cost.keptMinor, cost.currency));
  return [
    most,
    kept.length > 0 &&
      `The registry keeps ${lost.length > 0 ? lost.join(" and ") : "its price"} for ${namesOf(kept)}: a refund of it is our loss, and the years stay on the name.`,
    returns.length > 0 &&
      `The registry takes ${namesOf(returns)} back until ${moment.format(new Date(Math.min(...returns.map(({ rule }) => rule.until?.getTime() ?? 0))))} UTC, if it is deleted: then nothing is lost.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function namesOf(delivered: Delivered): string {
  const names = delivered.map(({ item }) => displayName(item.nameAscii));
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}
