import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeMember } from "@/db/factories";
import { auditLog, carts, orders } from "@/db/schema";
import { archiveContact } from "@/lib/contacts/archive-contact";
import { getContact } from "@/lib/contacts/queries";
import { saveContact } from "@/lib/contacts/save-contact";
import { domainView } from "@/lib/domains/domain-view";
import { listDomains } from "@/lib/domains/list-domains";
import { retrySetup } from "@/lib/domains/retry-setup";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { addToCart } from "./add-to-cart";
import { adoptCart } from "./adopt-cart";
import { cancelOrder } from "./cancel-order";
import { changeCartLine } from "./change-cart-line";
import { correctContact } from "./correct-contact";
import { getCart } from "./get-cart";
import { listOrders } from "./list-orders";
import { orderView } from "./order-view";
import { placeOrder } from "./place-order";
import { removeFromCart } from "./remove-from-cart";
import { requoteCart } from "./requote-cart";
import { returnFromPayment } from "./return-from-payment";
import { type Member, noCookie, useShop } from "./test-shop";

const shop = useShop();
let mine: { orderId: string; domainId: string; lineId: string; contactId: string };
let owner: Member;
let stranger: Member;

beforeAll(async () => {
  owner = await shop.platform.merchant();
  stranger = await shop.platform.merchant();
  const { orderId } = await shop.buy(["only-mine.com"], { member: owner });
  const [domain] = await shop.domains(orderId);
  const cart = await shop.fill(owner, ["still-in-my-cart.com"]);
  mine = { orderId, domainId: domain!.id, lineId: cart.lines[0]!.id, contactId: owner.contact.id };
}, 60_000);

/** Every verb that is given an id, as a merchant may send it. */
const verbs: [name: string, call: (ctx: Ctx, ids: typeof mine) => Promise<unknown>][] = [
  ["orderView", (ctx, { orderId }) => orderView(ctx, orderId)],
  ["returnFromPayment", (ctx, { orderId }) => returnFromPayment(ctx, { orderId })],
  ["cancelOrder", (ctx, { orderId }) => cancelOrder(ctx, { orderId })],
  ["correctContact", (ctx, { orderId }) => correctContact(ctx, { orderId, contact: {} })],
  ["domainView", (ctx, { domainId }) => domainView(ctx, domainId)],
  ["retrySetup", (ctx, { domainId }) => retrySetup(ctx, { domainId, step: "zone" })],
  ["changeCartLine", (ctx, { lineId }) => changeCartLine(ctx, { ...noCookie, lineId, years: 2 })],
  ["removeFromCart", (ctx, { lineId }) => removeFromCart(ctx, { ...noCookie, lineId })],
  ["getContact", (ctx, { contactId }) => getContact(ctx, contactId)],
  ["archiveContact", (ctx, { contactId }) => archiveContact(ctx, { id: contactId })],
  ["saveContact", (ctx, { contactId }) => saveContact(ctx, { ...person, id: contactId })],
  [
    "placeOrder",
    async (ctx, { contactId }) => {
      const { version } = await addToCart(ctx, { ...noCookie, name: "for-somebody.com" });
      return placeOrder(ctx, { contactId, cartVersion: version });
    },
  ],
];
const person = {
  firstName: "Robin",
  lastName: "Maker",
  email: "robin@example.com",
  phone: "+15552368700",
  addressLine1: "12 Quay Street",
  city: "Portland",
  state: "ME",
  postalCode: "04101",
  country: "US",
};

describe("what belongs to another merchant", () => {
  it.each(verbs)("does not exist for %s", async (_, call) => {
    await expect(call(stranger.ctx, mine)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(verbs)("cannot be told from what never was, by %s", async (_, call) => {
    const never = Object.fromEntries(Object.entries(mine).map(([key, id]) => [key, id.replace(/.{8}$/, "00000000")]));
    // One after the other: two at once would order the same cart, and one would read that it had changed.
    const answer = (ids: typeof mine) => call(stranger.ctx, ids).catch((error: AppError) => error.message);
    const theirs = await answer(mine);
    const nobodys = await answer(never as typeof mine);
    expect(theirs).toBe(nobodys);
  });

  it.each(verbs)("does not exist for a visitor, by %s", async (_, call) => {
    const visitor: Ctx = { ...stranger.ctx, actor: { kind: "visitor" }, merchantId: null };
    const refusal = await call(visitor, mine).catch((error: AppError) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect((refusal as AppError).code).toMatch(/not_found|unauthenticated|invalid/);
  });

  it("is in nobody else's lists, and in no cart of theirs", async () => {
    expect(await listOrders(stranger.ctx)).toMatchObject({ rows: [], total: 0 });
    expect(await listDomains(stranger.ctx)).toMatchObject({ rows: [], total: 0, counters: { all: 0 } });
    expect((await listOrders(stranger.ctx, { query: "only-mine" })).rows).toEqual([]);
    expect((await listOrders(owner.ctx, { query: "only-mine" })).rows).toMatchObject([{ id: mine.orderId }]);
    const cart = await getCart(stranger.ctx, noCookie);
    expect(cart.lines.map((line) => line.id)).not.toContain(mine.lineId);
    expect((await getCart(owner.ctx, noCookie)).lines).toMatchObject([{ id: mine.lineId, years: 1 }]);
  });

  it("does not open to a cookie: a merchant's cart is no visitor's", async () => {
    const [cart] = await db().select().from(carts).where(eq(carts.merchantId, owner.merchant.id));
    const visitor: Ctx = { ...owner.ctx, actor: { kind: "visitor" }, merchantId: null };
    for (const cartToken of [cart!.id, owner.merchant.id, "", "null"])
      expect((await getCart(visitor, { cartToken })).lines).toEqual([]);
    await adoptCart(stranger.ctx, { cartToken: cart!.id });
    expect((await getCart(owner.ctx, noCookie)).lines).toHaveLength(1);
  });

  it("is seen by an admin, who is nobody's member and buys nothing", async () => {
    const { ctx } = await makeAdmin({ clock: shop.clock });
    expect(await orderView(ctx, mine.orderId)).toMatchObject({ id: mine.orderId });
    expect((await listOrders(ctx)).rows.map((row) => row.id)).toContain(mine.orderId);
    await expect(placeOrder(ctx, { contactId: mine.contactId, cartVersion: 1 })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(correctContact(ctx, { orderId: mine.orderId, contact: person })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("a member who may only look", () => {
  const reads = ["orderView", "returnFromPayment", "domainView", "getContact"];
  const reader = async () => (await makeMember({ merchant: owner.merchant, role: "read_only", clock: shop.clock })).ctx;

  it.each(verbs.filter(([name]) => reads.includes(name)))("may use %s", async (_, call) => {
    await expect(call(await reader(), mine)).resolves.toBeDefined();
  });

  it.each(verbs.filter(([name]) => !reads.includes(name)))("is refused by %s", async (_, call) => {
    await expect(call(await reader(), mine)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leaves the cart as it is", async () => {
    const ctx = await reader();
    await expect(addToCart(ctx, { ...noCookie, name: "not-by-me.com" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(requoteCart(ctx, noCookie)).resolves.toMatchObject({ lines: [{ id: mine.lineId }] });
    expect((await getCart(ctx, noCookie)).lines).toHaveLength(1);
  });

  it("may sign in with a full visitor's cart, which then joins nothing", async () => {
    const cartToken = "r".repeat(43);
    const visitor: Ctx = { ...owner.ctx, actor: { kind: "visitor" }, merchantId: null };
    await addToCart(visitor, { cartToken, name: "gathered-by-a-reader.com" });
    await adoptCart(await reader(), { cartToken });
    expect((await getCart(owner.ctx, noCookie)).lines).toHaveLength(1);
  });
});

describe("what browsers may send", () => {
  const junk = [
    "",
    " ",
    "\u0000",
    "a\u0000b.com",
    "ord_\u0000",
    "x".repeat(100_000),
    "../../etc/passwd",
    "' or 1=1 --",
    "<script>alert(1)</script>.com",
    '=HYPERLINK("http://evil.example")',
    "{{7*7}}.com",
    "🍵.com\u202e",
    "has space.com",
    "under_score.com",
    `${"a".repeat(64)}.com`,
    `${"a.".repeat(130)}com`,
    "-dash.com",
    "dash-.com",
    "com",
    "co.uk",
    "line\r\nbreak.com",
    "a..com",
    "%00.com",
  ];

  it.each(junk)("as a name to buy: %j adds nothing and is told so", async (name) => {
    const { ctx } = stranger;
    const before = await getCart(ctx, noCookie);
    const refusal = await addToCart(ctx, { ...noCookie, name }).catch((error: AppError) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect((refusal as AppError).code).toBe("invalid");
    expect((refusal as AppError).message).not.toContain("<script>");
    expect((await getCart(ctx, noCookie)).lines).toEqual(before.lines);
  });

  it.each(junk)("as an id: %j is simply not there", async (id) => {
    const ids = { orderId: id, domainId: id, lineId: id, contactId: id };
    for (const [name, call] of verbs) {
      // Without an id a contact is a new one.
      if (id === "" && name === "saveContact") continue;
      const refusal = await call(stranger.ctx, ids).catch((error: AppError) => error);
      expect(refusal, name).toBeInstanceOf(AppError);
      expect((refusal as AppError).code, name).toMatch(/not_found|invalid/);
    }
  });

  it.each(junk)("as a filter of a list: %j finds nothing and breaks nothing", async (query) => {
    // Nothing to look for is no filter; an ending finds what ends so.
    if (["", " ", "\u0000", "com"].includes(query)) return;
    expect((await listOrders(owner.ctx, { query })).rows).toEqual([]);
    expect((await listOrders(owner.ctx, { after: query })).rows).toEqual([]);
    expect((await listDomains(owner.ctx, { query })).rows).toEqual([]);
    await expect(listDomains(owner.ctx, { after: query })).resolves.toBeDefined();
  });

  it.each([-1, 0, 11, 1.5, 100, Number.NaN, Number.POSITIVE_INFINITY, "eleven", "-3", "1e3", {}, []])(
    "as a number of years: %j is refused, in the cart and before it",
    async (years) => {
      const { ctx } = owner;
      const wish = { ...noCookie, name: "years-of-junk.com", years: years as number };
      await expect(addToCart(ctx, wish)).rejects.toMatchObject({ code: "invalid" });
      const change = { ...noCookie, lineId: mine.lineId, years: years as number };
      await expect(changeCartLine(ctx, change)).rejects.toMatchObject({
        code: "invalid",
        fields: { years: expect.any(String) },
      });
    },
  );

  it.each([undefined, null, 7, {}, [], { name: 7 }, { name: null }, { name: ["a.com"] }])(
    "as a whole request: %j is refused in words",
    async (request) => {
      const wish = { ...noCookie, ...(request as object) } as Parameters<typeof addToCart>[1];
      await expect(addToCart(owner.ctx, wish)).rejects.toMatchObject({ code: "invalid" });
      const order = { ...(request as object) } as Parameters<typeof placeOrder>[1];
      await expect(placeOrder(owner.ctx, order)).rejects.toMatchObject({ code: "invalid" });
    },
  );

  it("roles and ids that are sent along count for nothing", async () => {
    const smuggled = { ctx: owner.ctx, merchantId: owner.merchant.id, actor: { kind: "admin" }, role: "owner" };
    await expect(cancelOrder(stranger.ctx, { orderId: mine.orderId, ...smuggled })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await db().select().from(orders).where(eq(orders.merchantId, stranger.merchant.id))).toEqual([]);
  });

  it("everything done to an order is in the audit log, with who did it", async () => {
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, mine.orderId));
    expect(rows).toMatchObject([
      { action: "order.placed", actorKind: "user", actorId: owner.user.id, merchantId: owner.merchant.id },
    ]);
  });
});
