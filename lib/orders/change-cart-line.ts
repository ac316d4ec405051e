import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { cartItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { findTld } from "@/lib/tlds/queries";
import { requireTerm } from "@/lib/tlds/terms";
import { type CartKey, findCart, itemsOfCart, lockCart, touchCart } from "./cart-rows";
import { getCart } from "./get-cart";
import { quoteName } from "./quote-name";
import type { CartView } from "./views";

const input = z.object({
  lineId: z.string().min(1).max(80),
  years: z.coerce.number().int().min(1).max(10).optional(),
  autoRenew: z.boolean().optional(),
  privacy: z.boolean().optional(),
  premiumConsent: z.boolean().optional(),
  acceptPrice: z.boolean().optional(),
});

/** Changes one line. Another term is quoted anew; a price that changed meanwhile must be accepted by a click of its own. */
export async function changeCartLine(ctx: Ctx, request: CartKey & z.input<typeof input>): Promise<CartView> {
  const parsed = input.safeParse(request);
  if (!parsed.success)
    throw new AppError("invalid", "That change is not possible. Nothing was changed.", {
      fields: { years: "Choose 1 to 10 years." },
    });
  const { lineId, years, acceptPrice, premiumConsent, autoRenew, privacy } = parsed.data;
  const cart = await findCart(ctx, request);
  const line = cart ? (await itemsOfCart(cart.id)).find((item) => item.id === lineId) : undefined;
  if (!line) throw notFound("line in your cart");
  const entry = await findTld(line.tld, { clock: ctx.clock });
  if (privacy && entry && !entry.privacy) {
    throw new AppError("invalid", `The registry of .${line.tld} does not allow privacy. Nothing was changed.`);
  }
  if (years !== undefined && entry) requireTerm(entry, years);
  const quote =
    years !== undefined && years !== line.years ? await quoteName(ctx, line.nameAscii, line.tld, years) : null;

  await inTransaction("change-cart-line", async (tx) => {
    const locked = await lockCart(tx, ctx, request);
    const set = {
      ...(autoRenew === undefined ? {} : { autoRenew }),
      ...(privacy === undefined ? {} : { privacy }),
      ...(premiumConsent === undefined ? {} : { premiumConsent }),
      ...(acceptPrice ? { previousPriceMinor: null } : {}),
      ...(quote ? { ...quote, years: years!, previousPriceMinor: null } : {}),
    };
    if (Object.keys(set).length === 0) return;
    await tx
      .update(cartItems)
      .set(set)
      .where(and(eq(cartItems.id, lineId), eq(cartItems.cartId, locked.id)));
    await touchCart(tx, ctx, locked.id);
  });
  return getCart(ctx, request);
}
