import { eq, inArray } from "drizzle-orm";
import { domains, invoices, orderItems, type orders } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { billingOf } from "./billing-of";
import { rateBetween } from "./exchange";
import { settingsIn } from "./settings-in";
import { taxOn } from "./tax-terms";
import { type IssuedInvoice, lockTodaysSeries, writeInvoices } from "./write-invoices";

/**
 * The receipt of an order from a cart, for what was delivered, at the prices and the tax that it was ordered at. Paid,
 * unless the money could not be collected: then it is a receivable. Null when nothing was delivered, or when the order has
 * its receipt.
 */
export async function issueSaleInvoice(
  tx: Tx,
  ctx: Ctx,
  order: typeof orders.$inferSelect,
): Promise<IssuedInvoice | null> {
  const all = await tx.select().from(orderItems).where(eq(orderItems.orderId, order.id)).orderBy(orderItems.position);
  const items = all.filter((item) => item.state === "registered");
  if (items.length === 0) return null;
  const settings = await settingsIn(tx);
  const series = await lockTodaysSeries(tx, ctx, settings);
  const [before] = await tx.select({ id: invoices.id }).from(invoices).where(eq(invoices.orderId, order.id));
  if (before) return null;
  const ids = items.map((item) => item.id);
  const owned = await tx
    .select({ id: domains.id, itemId: domains.orderItemId })
    .from(domains)
    .where(inArray(domains.orderItemId, ids));
  const billing = (await billingOf(tx, [order.merchantId], settings)).get(order.merchantId);
  if (!billing) return null;
  const asOrdered = taxOn(
    all.map((item) => item.priceMinor),
    billing.tax.rateBasisPoints,
  );
  const rateBasisPoints =
    asOrdered.taxMinor === order.taxMinor
      ? billing.tax.rateBasisPoints
      : Math.round((order.taxMinor * 10_000) / Math.max(1, order.subtotalMinor));
  const [issued] = await writeInvoices(tx, ctx, settings, series, [
    {
      merchantId: order.merchantId,
      kind: order.owedMinor > 0 ? "receivable" : "sale",
      state: order.owedMinor > 0 ? "open" : "paid",
      currency: order.currency,
      subtotalMinor: items.reduce((sum, item) => sum + item.priceMinor, 0),
      taxMinor: items.reduce((sum, item) => sum + item.taxMinor, 0),
      taxRateBasisPoints: rateBasisPoints,
      reverseCharge: billing.tax.reverseCharge && order.taxNote === billing.tax.note,
      taxNote: order.taxNote,
      buyer: billing.buyer,
      orderId: order.id,
      correctsId: null,
      reason: null,
      dueAt: ctx.clock.now(),
      nextDunningAt: null,
      lines: items.map((item) => ({
        kind: item.kind,
        domainId: item.domainId ?? owned.find((domain) => domain.itemId === item.id)?.id ?? null,
        nameAscii: item.nameAscii,
        years: item.years,
        periodStart: item.kind === "register" ? null : item.expiryBefore,
        priceMinor: item.priceMinor,
        taxMinor: item.taxMinor,
        costMinor: item.costLimitMinor,
        costCurrency: item.costCurrency,
        ...(rateBetween(item.costCurrency, order.currency, settings) ?? { rate: "0", rateAt: null }),
        live: true,
        orderItemId: item.id,
      })),
    },
  ]);
  return issued ?? null;
}
