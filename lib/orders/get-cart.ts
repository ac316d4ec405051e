import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import { getSettings } from "@/lib/settings/get-settings";
import { listTlds } from "@/lib/tlds/queries";
import { type CartItem, type CartKey, findCart, itemsOfCart } from "./cart-rows";
import { taxFor } from "./tax";
import type { CartLineView, CartView } from "./views";

/** The cart as it stands, with what keeps it from being ordered. Reads only our own tables. */
export async function getCart(ctx: Ctx, key: CartKey): Promise<CartView> {
  const [settings, cart] = await Promise.all([getSettings(), findCart(ctx, key)]);
  const items = cart ? await itemsOfCart(cart.id) : [];
  const tlds =
    items.length > 0
      ? await listTlds({ clock: ctx.clock, settings, only: [...new Set(items.map((item) => item.tld))] })
      : [];
  const now = ctx.clock.now();
  const lines = items.map((item) =>
    toLine(
      item,
      tlds.find((entry) => entry.tld === item.tld),
    ),
  );
  const obstacles = Object.fromEntries(
    items.flatMap((item) => {
      const sentence = obstacleOf(item, now);
      return sentence ? [[item.id, sentence]] : [];
    }),
  );
  if (items.length > settings.maxItemsPerOrder)
    obstacles.cart = `An order may hold ${settings.maxItemsPerOrder} names. Nothing is charged yet. Remove ${items.length - settings.maxItemsPerOrder}.`;
  const sellable = items.filter((item) => item.available);
  const tax = await taxFor(
    ctx.merchantId,
    null,
    sellable.map((item) => item.priceMinor),
    settings,
  );
  const subtotalMinor = sellable.reduce((sum, item) => sum + item.priceMinor, 0);
  const ends = items.map((item) => item.quoteExpiresAt.getTime());
  return {
    id: cart?.id ?? null,
    version: cart?.version ?? 0,
    currency: settings.currency,
    lines,
    subtotalMinor,
    taxMinor: tax.taxMinor,
    taxNote: tax.note,
    totalMinor: subtotalMinor + tax.taxMinor,
    nextYearMinor: sellable.reduce((sum, item) => sum + item.renewPriceMinor, 0),
    quoteExpiresAt: ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : null,
    obstacles,
  };
}

/** Why a line cannot be ordered as it is; null when it can. */
export function obstacleOf(item: CartItem, now: Date): string | null {
  const name = displayName(item.nameAscii);
  if (!item.available)
    return `${name} has been taken since you added it. Nothing is charged. Remove it, or choose another.`;
  if (item.previousPriceMinor !== null)
    return `The price was ${formatMoney(item.previousPriceMinor, item.currency)}, it is now ${formatMoney(item.priceMinor, item.currency)}. Accept it or remove the name.`;
  if (item.premium && !item.premiumConsent)
    return `${name} is a premium name with its own renewal price. Tick that you understand it.`;
  if (item.quoteExpiresAt <= now) return `The price of ${name} is no longer held. Ask for it again.`;
  return null;
}

type TldEntry = Awaited<ReturnType<typeof listTlds>>[number];

function toLine(item: CartItem, tld: TldEntry | undefined): CartLineView {
  return {
    id: item.id,
    nameAscii: item.nameAscii,
    nameUnicode: displayName(item.nameAscii),
    tld: item.tld,
    years: item.years,
    minYears: tld?.minYears ?? 1,
    maxYears: tld?.maxYears ?? 10,
    autoRenew: item.autoRenew,
    privacy: item.privacy,
    privacyPossible: tld?.privacy ?? false,
    premium: item.premium,
    premiumConsent: item.premiumConsent,
    available: item.available,
    priceMinor: item.priceMinor,
    renewPriceMinor: item.renewPriceMinor,
    previousPriceMinor: item.previousPriceMinor,
    quoteExpiresAt: item.quoteExpiresAt.toISOString(),
  };
}
