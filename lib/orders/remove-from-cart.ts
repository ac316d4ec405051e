import { and, eq } from "drizzle-orm";
import { cartItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { type CartKey, lockCart, touchCart } from "./cart-rows";
import { getCart } from "./get-cart";
import type { CartView } from "./views";

/** Takes a name out of the cart; adding it again is the undo. */
export async function removeFromCart(ctx: Ctx, request: CartKey & { lineId: string }): Promise<CartView> {
  if (!/^cti_[0-9a-z]{1,40}$/.test(request.lineId)) throw notFound("line in your cart");
  await inTransaction("remove-from-cart", async (tx) => {
    const cart = await lockCart(tx, ctx, request);
    const gone = await tx
      .delete(cartItems)
      .where(and(eq(cartItems.id, request.lineId), eq(cartItems.cartId, cart.id)))
      .returning({ id: cartItems.id });
    if (gone.length === 0) throw notFound("line in your cart");
    await touchCart(tx, ctx, cart.id);
  });
  return getCart(ctx, request);
}
