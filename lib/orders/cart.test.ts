import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeMember, memberCtx } from "@/db/factories";
import { cartItems, orders } from "@/db/schema";
import { MINUTE } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { saveSettings } from "@/lib/settings/save-settings";
import { setTldPrice } from "@/lib/tlds/set-tld-price";
import { addToCart } from "./add-to-cart";
import { adoptCart } from "./adopt-cart";
import { changeCartLine } from "./change-cart-line";
import { getCart } from "./get-cart";
import { placeOrder } from "./place-order";
import { removeFromCart } from "./remove-from-cart";
import { requoteCart } from "./requote-cart";
import { noCookie, useShop } from "./test-shop";

const shop = useShop();

const visitor = (): Ctx => ({
  actor: { kind: "visitor" },
  merchantId: null,
  clock: shop.clock,
  requestId: "req_visitor",
});
const cookie = (letter: string) => ({ cartToken: letter.repeat(43) });
const namesIn = (cart: { lines: { nameAscii: string }[] }) => cart.lines.map((line) => line.nameAscii);

describe("a cart", () => {
  it("PE-8: is there again after a reload and on another device of the same merchant", async () => {
    const { ctx, merchant, user } = await shop.platform.merchant();
    await shop.fill({ ctx }, ["kept-one.com", "kept-two.net"]);
    expect(namesIn(await getCart(ctx, noCookie))).toEqual(["kept-one.com", "kept-two.net"]);
    const phone = memberCtx(user.id, merchant.id, "owner", shop.clock);
    expect(namesIn(await getCart(phone, noCookie))).toEqual(["kept-one.com", "kept-two.net"]);
  });

  it("PE-8: a visitor's is found by the cookie alone, and signing in takes it over without doubling a name", async () => {
    await addToCart(visitor(), { ...cookie("a"), name: "gathered.com" });
    await addToCart(visitor(), { ...cookie("a"), name: "both.com", years: 3 });
    expect(namesIn(await getCart(visitor(), cookie("a")))).toEqual(["gathered.com", "both.com"]);
    expect(namesIn(await getCart(visitor(), cookie("b")))).toEqual([]);

    const { ctx } = await shop.platform.merchant();
    await shop.fill({ ctx }, ["both.com", "mine.net"]);
    const before = await getCart(ctx, noCookie);
    await adoptCart(ctx, cookie("a"));
    const after = await getCart(ctx, noCookie);
    expect(namesIn(after).sort()).toEqual(["both.com", "gathered.com", "mine.net"]);
    expect(after.lines.find((line) => line.nameAscii === "both.com")?.years).toBe(1);
    expect(after.version).toBeGreaterThan(before.version);
    expect(namesIn(await getCart(visitor(), cookie("a")))).toEqual([]);
  });

  it("AN-12: holds the name and nothing else; a line that is added back is as it was", async () => {
    const { ctx } = await shop.platform.merchant();
    const { lines } = await shop.fill({ ctx }, ["undone.com"]);
    expect(lines).toMatchObject([{ years: 1, premiumConsent: false, previousPriceMinor: null }]);
    const empty = await removeFromCart(ctx, { ...noCookie, lineId: lines[0]!.id });
    expect(empty).toMatchObject({ lines: [], totalMinor: 0, quoteExpiresAt: null });
    const again = await addToCart(ctx, { ...noCookie, name: "undone.com" });
    expect(again.totalMinor).toBe(lines[0]!.priceMinor);
  });

  it("CO-2: a term of three years costs the first year and two renewals, and is what the registrar is asked for", async () => {
    const bought = await shop.buy([{ name: "three-years.com", years: 3 }]);
    const [item] = bought.view.items;
    expect(item).toMatchObject({ state: "registered", years: 3 });
    expect(item?.priceMinor).toBe(1399 + 2 * item!.renewPriceMinor);
    expect(await shop.charges("three-years.com")).toMatchObject([{ years: 3 }]);
  });

  it("CO-11: a .ai name for one year is refused with the terms there are, and is offered for two by itself", async () => {
    await shop.sell("ai", 7000, { minYears: 2 });
    const { ctx } = await shop.platform.merchant();
    const refusal = await addToCart(ctx, { ...noCookie, name: "short-term.ai", years: 1 }).catch((error) => error);
    expect(refusal).toMatchObject({ code: "invalid", fields: { years: expect.stringContaining("2 to 10 years") } });
    const cart = await addToCart(ctx, { ...noCookie, name: "short-term.ai" });
    expect(cart.lines).toMatchObject([{ years: 2, minYears: 2, maxYears: 10 }]);
    await expect(changeCartLine(ctx, { ...noCookie, lineId: cart.lines[0]!.id, years: 1 })).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await getCart(ctx, noCookie)).lines).toMatchObject([{ years: 2 }]);
  });

  it("does not take a name that is taken, reserved, unanswered or under an ending not sold here", async () => {
    const { ctx } = await shop.platform.merchant();
    const add = (name: string) => addToCart(ctx, { ...noCookie, name }).catch((error) => error.code);
    expect(await add("google.com")).toBe("conflict");
    expect(await add("keep-reserved.com")).toBe("conflict");
    expect(await add("say-unknown.com")).toBe("provider_failed");
    expect(await add("good-name.museum")).toBe("invalid");
    expect((await getCart(ctx, noCookie)).lines).toEqual([]);
  });
});

describe("prices", () => {
  it("PE-9, X-17: the price is cost × markup + fixed, rounded, and a price set by hand wins", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const { ctx } = await shop.platform.merchant();
    await saveSettings(admin, { markupPercent: 20, markupFixedMinor: 100, rounding: "ninety_nine" });
    // 1046 × 1.2 + 100 = 1355.20
    expect((await shop.fill({ ctx }, ["formula-one.com"])).lines[0]?.priceMinor).toBe(1399);
    await setTldPrice(admin, { tld: "net", registerMinor: 2500 });
    expect((await shop.fill({ ctx }, ["formula-two.net"])).lines[1]?.priceMinor).toBe(2500);
    await setTldPrice(admin, { tld: "net" });
  });

  it("PE-9: a changed markup leaves quotes that were given, makes new ones, and asks for a click after they lapse", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const member = await shop.platform.merchant();
    const { ctx } = member;
    const old = (await shop.fill(member, ["quoted.com"])).lines[0]!;
    await saveSettings(admin, { markupPercent: 100 });
    expect((await getCart(ctx, noCookie)).lines[0]?.priceMinor).toBe(old.priceMinor);
    expect((await requoteCart(ctx, noCookie)).lines[0]?.priceMinor).toBe(old.priceMinor);
    const newer = (await shop.fill(member, ["quoted-later.com"])).lines[1]!;
    expect(newer.priceMinor).toBeGreaterThan(old.priceMinor);

    shop.clock.advance(31 * MINUTE);
    const place = async () =>
      placeOrder(ctx, { contactId: member.contact.id, cartVersion: (await getCart(ctx, noCookie)).version });
    await expect(place()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no longer held"),
    });

    const asked = await requoteCart(ctx, noCookie);
    expect(asked.lines).toMatchObject([
      { priceMinor: newer.priceMinor, previousPriceMinor: old.priceMinor },
      { priceMinor: newer.priceMinor, previousPriceMinor: null },
    ]);
    expect(asked.obstacles[old.id]).toContain("13.99 USD, it is now 21.99 USD");
    await expect(place()).rejects.toMatchObject({ code: "conflict" });
    const accepted = await changeCartLine(ctx, { ...noCookie, lineId: old.id, acceptPrice: true });
    expect(accepted.obstacles).toEqual({});
    await expect(place()).resolves.toMatchObject({ orderId: expect.stringMatching(/^ord_/) });
    await saveSettings(admin, { markupPercent: 20 });
  });

  it("PE-9: a registrar that asks more than its list said is never sold to at a loss", async () => {
    const { ctx } = await shop.platform.merchant();
    const cart = await shop.fill({ ctx }, ["dear-price-rise.io"]);
    const [row] = await db().select().from(cartItems).where(eq(cartItems.id, cart.lines[0]!.id));
    expect(row!.costMinor).toBe(6300);
    expect(row!.priceMinor).toBeGreaterThanOrEqual(row!.costMinor);
  });

  it("ignores prices, costs, currency and merchant that the browser sends", async () => {
    const { ctx, contact } = await shop.platform.merchant();
    const other = await makeMember({ clock: shop.clock });
    const smuggled = { priceMinor: 1, costMinor: 1, currency: "JPY", merchantId: other.merchant.id, available: true };
    const cart = await addToCart(ctx, { ...noCookie, name: "honest.com", ...smuggled });
    expect(cart).toMatchObject({ currency: "USD", totalMinor: 1399 });
    await changeCartLine(ctx, { ...noCookie, lineId: cart.lines[0]!.id, autoRenew: false, ...smuggled });
    const { version } = await getCart(ctx, noCookie);
    const placed = { contactId: contact.id, cartVersion: version, totalMinor: 1, ...smuggled };
    const { orderId } = await placeOrder(ctx, placed);
    const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
    expect(order).toMatchObject({ totalMinor: 1399, currency: "USD", merchantId: ctx.merchantId });
  });

  it("M-4: tax by the merchant's country is split over the lines to the cent", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    await saveSettings(admin, { taxRates: { "*": 19 } });
    const bought = await shop.buy(["tax-one.com", "tax-two.com", "tax-three.net"]);
    await saveSettings(admin, { taxRates: { "*": 0 } });
    const { view } = bought;
    expect(view.taxMinor).toBe(Math.round((view.subtotalMinor * 19) / 100));
    expect(view.items.reduce((sum, item) => sum + item.taxMinor, 0)).toBe(view.taxMinor);
    expect(view.money.chargedMinor).toBe(view.totalMinor);
    expect(view.taxNote).toContain("19 %");
  });
});
