import { eq, sql } from "drizzle-orm";
import { cartItems, carts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { type CartKey, findVisitorCart, lockCart, touchCart } from "./cart-rows";

/** What a visitor gathered before signing in joins the merchant's cart; a name that is in both stays as the merchant had it. */
export async function adoptCart(ctx: Ctx, { cartToken }: CartKey): Promise<void> {
  requireMerchant(ctx);
  // Who may only look signs in all the same, and the visitor's cart stays where it is.
  if (!cartToken || (ctx.actor.kind === "user" && ctx.actor.role === "read_only")) return;
  await inTransaction("adopt-cart", async (tx) => {
    const visitor = await findVisitorCart(cartToken, tx);
    if (!visitor) return;
    const own = await lockCart(tx, ctx, { cartToken: null });
    await tx
      .update(cartItems)
      .set({ cartId: own.id })
      .where(
        sql`${cartItems.cartId} = ${visitor.id} and ${cartItems.nameAscii} not in (select mine.name_ascii from cart_items mine where mine.cart_id = ${own.id})`,
      );
    await tx.delete(carts).where(eq(carts.id, visitor.id));
    await touchCart(tx, ctx, own.id);
  });
}
