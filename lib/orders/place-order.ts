import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { orderItems, orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { contactForOrder } from "@/lib/contacts/contact-for-order";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { tell } from "@/lib/operations/tell";
import type { RegistrarContact } from "@/lib/providers/registrars/contract";
import { getSettings } from "@/lib/settings/get-settings";
import { cancelOrder } from "./cancel-order";
import { type Cart, type CartItem, findCart, itemsOfCart } from "./cart-rows";
import { claimNames } from "./claim-names";
import { obstacleOf } from "./get-cart";
import { openCheckout } from "./open-checkout";
import { recordPayment } from "./record-payment";
import type { Order } from "./rows";
import { taxFor } from "./tax";

const input = z.object({ contactId: z.string().min(1).max(80), cartVersion: z.coerce.number().int().min(1) });

/**
 * Makes an order of the cart as the merchant saw it: quotes that still hold are frozen, the names are claimed against all
 * others, and a payment page is opened. Prices come from our quotes, never from the caller. Nothing is asked of a registrar.
 */
export async function placeOrder(
  ctx: Ctx,
  request: z.input<typeof input>,
): Promise<{ orderId: string; payUrl: string }> {
  const merchantId = requireWriter(ctx);
  const parsed = input.safeParse(request);
  if (!parsed.success)
    throw new AppError("invalid", "Choose who the names are registered to. Nothing was charged.", {
      fields: { contactId: "Choose a contact." },
    });
  const cart = await findCart(ctx, { cartToken: null });
  if (!cart) throw new AppError("conflict", "Your cart is empty. Nothing was charged. Search for a name first.");

  const placedBefore = await orderOfCart(cart, parsed.data.cartVersion);
  if (placedBefore) return { orderId: placedBefore.id, payUrl: await openCheckout(ctx, placedBefore) };

  const lines = await checkedLines(ctx, cart, parsed.data.cartVersion);
  const contact = await contactForOrder(
    ctx,
    parsed.data.contactId,
    lines.map((line) => line.tld),
  );
  await cancelOwnUnpaid(ctx, merchantId, lines);
  const order = await recordOrder(ctx, { merchantId, cart, lines, contactId: parsed.data.contactId, contact });
  return { orderId: order.id, payUrl: await openCheckout(ctx, order) };
}

/** A second click, or a second tab, finds the order the first one made (P-5). */
async function orderOfCart(cart: Cart, version: number): Promise<Order | null> {
  const [order] = await db()
    .select()
    .from(orders)
    .where(and(eq(orders.cartId, cart.id), eq(orders.cartVersion, version), eq(orders.state, "awaiting_payment")));
  return order ?? null;
}

async function checkedLines(ctx: Ctx, cart: Cart, version: number): Promise<CartItem[]> {
  if (cart.version !== version) {
    throw new AppError(
      "conflict",
      "Your cart has changed since this page was loaded. Nothing was charged. Look at it again.",
    );
  }
  const lines = await itemsOfCart(cart.id);
  if (lines.length === 0)
    throw new AppError("conflict", "Your cart is empty. Nothing was charged. Search for a name first.");
  const { maxItemsPerOrder } = await getSettings();
  if (lines.length > maxItemsPerOrder)
    throw new AppError(
      "limit_reached",
      `An order may hold ${maxItemsPerOrder} names. Nothing was charged. Remove some.`,
    );
  for (const line of lines) {
    const obstacle = obstacleOf(line, ctx.clock.now());
    if (obstacle) throw new AppError("conflict", obstacle);
  }
  return lines;
}

/** The same names in an older order that was never paid: it makes room for the new one. */
async function cancelOwnUnpaid(ctx: Ctx, merchantId: string, lines: CartItem[]): Promise<void> {
  const older = await db()
    .selectDistinct({ id: orders.id })
    .from(orders)
    .innerJoin(orderItems, eq(orderItems.orderId, orders.id))
    .where(
      and(
        eq(orders.merchantId, merchantId),
        eq(orders.state, "awaiting_payment"),
        inArray(
          orderItems.nameAscii,
          lines.map((line) => line.nameAscii),
        ),
      ),
    );
  for (const { id } of older) await cancelOrder(ctx, { orderId: id });
}

type NewOrder = { merchantId: string; cart: Cart; lines: CartItem[]; contactId: string; contact: RegistrarContact };

async function recordOrder(ctx: Ctx, { merchantId, cart, lines, contactId, contact }: NewOrder): Promise<Order> {
  const settings = await getSettings();
  const tax = await taxFor(
    merchantId,
    contact.country,
    lines.map((line) => line.priceMinor),
    settings,
  );
  const registrarOf = new Map<string, string>();
  for (const id of new Set(lines.map((line) => line.registrarAccountId)))
    registrarOf.set(id, (await openRegistrar(ctx, id)).registrarId);
  const subtotalMinor = lines.reduce((sum, line) => sum + line.priceMinor, 0);
  const now = ctx.clock.now();

  return inTransaction("place-order", async (tx) => {
    const [order] = await tx
      .insert(orders)
      .values({
        id: newId("order"),
        merchantId,
        placedByUserId: ctx.actor.kind === "user" ? ctx.actor.userId : "",
        captureMode: settings.captureMode,
        currency: settings.currency,
        subtotalMinor,
        taxMinor: tax.taxMinor,
        totalMinor: subtotalMinor + tax.taxMinor,
        taxNote: tax.note,
        cartId: cart.id,
        cartVersion: cart.version,
        contactId,
        contact,
        placedAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing()
      .returning();
    if (!order)
      throw new AppError(
        "conflict",
        "This cart was ordered a moment ago. Nothing was charged twice. Look at your orders.",
      );
    const items = lines.map((line, position) => ({
      id: newId("orderItem"),
      orderId: order.id,
      merchantId,
      position,
      kind: "register" as const,
      nameAscii: line.nameAscii,
      tld: line.tld,
      years: line.years,
      autoRenew: line.autoRenew,
      privacy: line.privacy,
      premium: line.premium,
      registrarAccountId: line.registrarAccountId,
      registrar: registrarOf.get(line.registrarAccountId) ?? "",
      priceMinor: line.priceMinor,
      taxMinor: tax.byLine[position] ?? 0,
      renewPriceMinor: line.renewPriceMinor,
      costLimitMinor: line.costMinor,
      costCurrency: line.costCurrency,
      updatedAt: now,
    }));
    await tx.insert(orderItems).values(items);
    const lost = await claimNames(tx, ctx, items);
    // The second buyer is told before paying (P-31).
    if (lost.length > 0)
      throw new AppError(
        "conflict",
        `Somebody else is buying ${lost.join(", ")} at this moment. Nothing was charged. Remove it, or try again in half an hour.`,
      );
    await recordPayment(tx, ctx, order, { kind: "checkout", amountMinor: order.totalMinor });
    await tell(tx, ctx, {
      side: "person",
      fact: "order_placed",
      orderId: order.id,
      merchantId,
      data: { names: lines.map((line) => line.nameAscii), totalMinor: order.totalMinor, currency: order.currency },
    });
    await audit(tx, ctx, {
      action: "order.placed",
      subject: { kind: "order", id: order.id },
      after: { names: lines.map((line) => line.nameAscii), totalMinor: order.totalMinor, currency: order.currency },
    });
    return order;
  });
}
