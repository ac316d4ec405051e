import { createHash } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { cartItems, carts } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";

export type Cart = typeof carts.$inferSelect;
export type CartItem = typeof cartItems.$inferSelect;

/** What finds a visitor's cart: the random value of a cookie, kept here only as its hash. */
export type CartKey = { cartToken: string | null };

function visitorHash(cartToken: string): string {
  return createHash("sha256").update(cartToken).digest("hex");
}

const ownCart = (ctx: Ctx, key: CartKey) => {
  if (ctx.actor.kind === "user") return eq(carts.merchantId, ctx.merchantId ?? "");
  if (key.cartToken) return and(isNull(carts.merchantId), eq(carts.visitorHash, visitorHash(key.cartToken)));
  return null;
};

export async function findCart(ctx: Ctx, key: CartKey, at: Tx | Database = db()): Promise<Cart | null> {
  const mine = ownCart(ctx, key);
  if (!mine) return null;
  const [cart] = await at.select().from(carts).where(mine);
  return cart ?? null;
}

/** The visitor's cart by its cookie alone, for taking it over at sign-in. */
export async function findVisitorCart(cartToken: string, at: Tx | Database = db()): Promise<Cart | null> {
  const [cart] = await at
    .select()
    .from(carts)
    .where(and(isNull(carts.merchantId), eq(carts.visitorHash, visitorHash(cartToken))));
  return cart ?? null;
}

/** Finds the cart and locks it, or makes it. */
export async function lockCart(tx: Tx, ctx: Ctx, key: CartKey): Promise<Cart> {
  const mine = ownCart(ctx, key);
  if (!mine)
    throw new AppError(
      "invalid",
      "Your browser keeps no cookies, so a cart cannot be kept. Allow cookies and try again.",
    );
  if (ctx.actor.kind === "user") requireWriter(ctx);
  const now = ctx.clock.now();
  const owner =
    ctx.actor.kind === "user" ? { merchantId: ctx.merchantId } : { visitorHash: visitorHash(key.cartToken!) };
  await tx
    .insert(carts)
    .values({ ...owner, id: newId("cart"), createdAt: now, updatedAt: now })
    .onConflictDoNothing();
  const [cart] = await tx.select().from(carts).where(mine).for("update");
  if (!cart) throw new AppError("conflict", "Your cart has just changed hands. Load the page again.");
  return cart;
}

export async function itemsOfCart(cartId: string, at: Tx | Database = db()): Promise<CartItem[]> {
  return at
    .select()
    .from(cartItems)
    .where(eq(cartItems.cartId, cartId))
    .orderBy(asc(cartItems.createdAt), asc(cartItems.id));
}

export async function touchCart(tx: Tx, ctx: Ctx, cartId: string): Promise<void> {
  await tx
    .update(carts)
    .set({ version: sql`${carts.version} + 1`, updatedAt: ctx.clock.now() })
    .where(eq(carts.id, cartId));
}
