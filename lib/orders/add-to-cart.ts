import { z } from "zod";
import { cartItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { getSettings } from "@/lib/settings/get-settings";
import { findTld } from "@/lib/tlds/queries";
import { requireTerm } from "@/lib/tlds/terms";
import { type CartKey, itemsOfCart, lockCart, touchCart } from "./cart-rows";
import { getCart } from "./get-cart";
import { quoteName } from "./quote-name";
import type { CartView } from "./views";

const input = z.object({
  name: z.string().min(1).max(300),
  years: z.coerce.number().int().min(1).max(10).optional(),
  premiumConsent: z.boolean().optional(),
});

/** Puts a name in the cart with a quote made now. The price is always the registrar's answer, never the caller's. */
export async function addToCart(ctx: Ctx, request: CartKey & z.input<typeof input>): Promise<CartView> {
  const parsed = input.safeParse(request);
  if (!parsed.success) throw new AppError("invalid", "That is not a name and a number of years. Nothing was added.");
  const name = parseDomainName(parsed.data.name);
  if (!name.ok) throw new AppError("invalid", name.message, { fields: { name: name.message } });
  const { ascii, tld } = name.name;
  const settings = await getSettings();
  const entry = await findTld(tld, { clock: ctx.clock, settings });
  if (!entry)
    throw new AppError("invalid", `.${tld} names are not sold here. Nothing was added. Choose another ending.`);
  const years = parsed.data.years ?? entry.minYears;
  requireTerm(entry, years);
  const quote = await quoteName(ctx, ascii, tld, years);
  if (!quote.available) {
    throw new AppError(
      "conflict",
      `${displayName(ascii)} is taken. Nothing was added or charged. Choose another name.`,
      {
        fields: { name: "This name is taken." },
      },
    );
  }

  await inTransaction("add-to-cart", async (tx) => {
    const cart = await lockCart(tx, ctx, request);
    if ((await itemsOfCart(cart.id, tx)).length >= settings.maxItemsPerOrder) {
      throw new AppError(
        "limit_reached",
        `A cart may hold ${settings.maxItemsPerOrder} names. Order these first, or remove one.`,
      );
    }
    const line = {
      years,
      ...quote,
      premiumConsent: quote.premium && parsed.data.premiumConsent === true,
      previousPriceMinor: null,
    };
    await tx
      .insert(cartItems)
      .values({
        id: newId("cartItem"),
        cartId: cart.id,
        nameAscii: ascii,
        tld,
        autoRenew: settings.autoRenewDefault,
        privacy: settings.privacyDefault && entry.privacy,
        createdAt: ctx.clock.now(),
        ...line,
      })
      .onConflictDoUpdate({ target: [cartItems.cartId, cartItems.nameAscii], set: line });
    await touchCart(tx, ctx, cart.id);
  });
  return getCart(ctx, request);
}
