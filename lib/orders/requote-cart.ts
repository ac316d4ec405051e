import { eq } from "drizzle-orm";
import { cartItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { type CartKey, findCart, itemsOfCart, touchCart } from "./cart-rows";
import { getCart } from "./get-cart";
import { quoteName } from "./quote-name";
import type { CartView } from "./views";

/** Asks for the prices that are no longer held. A changed one is shown beside the old and waits for a click (PE-9). */
export async function requoteCart(ctx: Ctx, key: CartKey): Promise<CartView> {
  const cart = await findCart(ctx, key);
  const lapsed = cart ? (await itemsOfCart(cart.id)).filter((item) => item.quoteExpiresAt <= ctx.clock.now()) : [];
  if (!cart || lapsed.length === 0) return getCart(ctx, key);
  const quotes = await Promise.all(
    lapsed.map(async (item) => ({ item, quote: await quoteName(ctx, item.nameAscii, item.tld, item.years) })),
  );
  await inTransaction("requote-cart", async (tx) => {
    for (const { item, quote } of quotes) {
      const changed = quote.available && quote.priceMinor !== item.priceMinor;
      const prices = quote.available
        ? quote
        : { available: false, quotedAt: quote.quotedAt, quoteExpiresAt: quote.quoteExpiresAt };
      await tx
        .update(cartItems)
        .set({
          ...prices,
          previousPriceMinor: changed ? (item.previousPriceMinor ?? item.priceMinor) : item.previousPriceMinor,
        })
        .where(eq(cartItems.id, item.id));
    }
    await touchCart(tx, ctx, cart.id);
  });
  return getCart(ctx, key);
}
