import { and, desc, eq, inArray, max } from "drizzle-orm";
import { domains, orderItems, orders, payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { type Invoice, linesOf, lockInvoice } from "@/lib/billing/invoice-rows";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { tell } from "@/lib/operations/tell";
import { claimNames } from "./claim-names";
import { recordPayment } from "./record-payment";
import { type Order, type Payment, paymentsOf } from "./rows";
import { usableCredit } from "./usable-credit";

/** How the part that account credit does not cover is paid: on Stripe's page, by a saved card, not at all, or later (L-6). */
export type Means = { by: "page" } | { by: "saved_card"; paymentMethodId: string } | { by: "credit" } | { by: "later" };

/**
 * What an invoice's payment is made on. `order`: to be fulfilled once it is secured. `ended`: nothing is left to pay by
 * this way. `payment`: what the page or the card is for; null when account credit covers all, or it is billed later.
 */
export type InvoiceOrder = { order: Order; payment: Payment | null };

/**
 * The order that delivers and pays an open invoice: the one under way, or a new one of its lines as they were issued, with
 * account credit set aside first. What was delivered already and is owed is paid on the order that delivered it.
 */
export async function placeInvoiceOrder(
  tx: Tx,
  ctx: Ctx,
  invoiceId: string,
  means: Means,
): Promise<InvoiceOrder | null> {
  const invoice = await lockInvoice(tx, invoiceId);
  if (invoice.state !== "open" || invoice.totalMinor === invoice.creditedMinor) return null;
  const owed = await owedOrder(tx, invoice);
  if (owed) return { order: owed, payment: await addPayment(tx, ctx, owed, means, owed.owedMinor) };
  const live = await liveOrder(tx, invoice);
  if (live) {
    const open = (await paymentsOf(tx, live.id)).find((payment) => payment.state === "open");
    return { order: live, payment: open ?? null };
  }
  const order = await recordOrder(tx, ctx, invoice, means);
  return { order, payment: await addPayment(tx, ctx, order, means, order.totalMinor) };
}

async function owedOrder(tx: Tx, invoice: Invoice): Promise<Order | null> {
  const rows = await tx
    .select()
    .from(orders)
    .where(
      and(eq(orders.merchantId, invoice.merchantId), eq(orders.state, "completed"), eq(orders.invoiceId, invoice.id)),
    )
    .for("update");
  const own = invoice.orderId ? await tx.select().from(orders).where(eq(orders.id, invoice.orderId)).for("update") : [];
  return [...rows, ...own].find((order) => order.owedMinor > 0) ?? null;
}

async function liveOrder(tx: Tx, invoice: Invoice): Promise<Order | null> {
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.invoiceId, invoice.id), inArray(orders.state, ["awaiting_payment", "review", "fulfilling"])))
    .orderBy(desc(orders.invoiceTry))
    .limit(1);
  return order ?? null;
}

async function recordOrder(tx: Tx, ctx: Ctx, invoice: Invoice, means: Means): Promise<Order> {
  const lines = (await linesOf(tx, invoice.id)).filter((line) => line.live && line.orderItemId === null);
  const [last] = await tx
    .select({ number: max(orders.invoiceTry) })
    .from(orders)
    .where(eq(orders.invoiceId, invoice.id));
  const ids = lines.flatMap((line) => (line.domainId ? [line.domainId] : []));
  const owned = await tx
    .select()
    .from(domains)
    .where(and(inArray(domains.id, ids), eq(domains.merchantId, invoice.merchantId)));
  const of = new Map(owned.map((domain) => [domain.id, domain]));
  const now = ctx.clock.now();
  const subtotalMinor = lines.reduce((sum, line) => sum + line.priceMinor, 0);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0);
  const [order] = await tx
    .insert(orders)
    .values({
      id: newId("order"),
      merchantId: invoice.merchantId,
      placedByUserId: ctx.actor.kind === "user" ? ctx.actor.userId : null,
      state: means.by === "later" ? "fulfilling" : "awaiting_payment",
      captureMode: means.by === "later" ? "billed_after" : "after_success",
      currency: invoice.currency,
      subtotalMinor,
      taxMinor,
      totalMinor: subtotalMinor + taxMinor,
      taxNote: invoice.taxNote,
      invoiceId: invoice.id,
      invoiceTry: (last?.number ?? 0) + 1,
      placedAt: now,
      updatedAt: now,
    })
    .returning();
  const items = lines.flatMap((line, position) => {
    const domain = line.domainId ? of.get(line.domainId) : undefined;
    if (!domain || (line.kind !== "renew" && line.kind !== "restore")) return [];
    return [
      {
        id: newId("orderItem"),
        orderId: order!.id,
        merchantId: invoice.merchantId,
        position,
        kind: line.kind,
        nameAscii: line.nameAscii,
        tld: domain.tld,
        years: line.years,
        autoRenew: domain.autoRenew,
        privacy: domain.privacy ?? false,
        premium: false,
        registrarAccountId: domain.registrarAccountId,
        registrar: domain.registrar,
        priceMinor: line.priceMinor,
        taxMinor: line.taxMinor,
        renewPriceMinor: domain.renewPriceMinor ?? line.priceMinor,
        costLimitMinor: line.costMinor,
        costCurrency: line.costCurrency,
        domainId: domain.id,
        expiryBefore: line.periodStart,
        updatedAt: now,
      },
    ];
  });
  if (items.length !== lines.length || items.length === 0)
    throw new AppError(
      "conflict",
      "A name of this invoice is no longer in this account. Nothing was charged. Write to support.",
    );
  await tx.insert(orderItems).values(items);
  const busy = await claimNames(tx, ctx, items);
  if (busy.length > 0)
    throw new AppError(
      "conflict",
      `Another order for ${busy.join(", ")} is under way. Nothing was charged. Look at your orders.`,
    );
  await tell(tx, ctx, {
    side: ctx.actor.kind === "user" ? "person" : "platform",
    fact: "invoice_order_placed",
    merchantId: invoice.merchantId,
    orderId: order!.id,
    data: { invoice: invoice.number, names: items.map((item) => item.nameAscii), kind: items[0]!.kind },
  });
  return order!;
}

/** Credit first, the rest by the means chosen; what is open already is gone on with. */
async function addPayment(tx: Tx, ctx: Ctx, order: Order, means: Means, amountMinor: number): Promise<Payment | null> {
  if (means.by === "later") return null;
  const before = await paymentsOf(tx, order.id);
  const open = before.find((payment) => payment.state === "open" || (payment.state === "held" && order.endedAt));
  if (open) return open.state === "open" ? open : null;
  const creditMinor = Math.min(amountMinor, await usableCredit(tx, order.merchantId, order.currency));
  if (creditMinor > 0) await setAside(tx, ctx, order, creditMinor);
  const restMinor = amountMinor - creditMinor;
  if (restMinor === 0) return null;
  if (means.by === "credit") throw new AppError("conflict", "Account credit does not cover this. Nothing was charged.");
  const way =
    means.by === "page"
      ? ({ kind: "checkout" } as const)
      : ({ kind: "saved_card", paymentMethodId: means.paymentMethodId } as const);
  return (await recordPayment(tx, ctx, order, { ...way, amountMinor: restMinor })).payment;
}

async function setAside(tx: Tx, ctx: Ctx, order: Order, amountMinor: number): Promise<void> {
  const now = ctx.clock.now();
  const { id: orderId, merchantId, currency } = order;
  const of = { orderId, merchantId, currency, createdAt: now, updatedAt: now };
  await tx
    .insert(payments)
    .values({ ...of, id: newId("payment"), kind: "credit", state: "held", amountMinor, heldAt: now });
}
