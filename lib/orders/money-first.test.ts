import { and, eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { cases, nameClaims, operations, orders, payments } from "@/db/schema";
import { MINUTE, SECOND } from "@/lib/kernel/clock";
import { findViolations } from "@/lib/reconcile/find-violations";
import { saveSettings } from "@/lib/settings/save-settings";
import { cancelOrder } from "./cancel-order";
import { getCart } from "./get-cart";
import { judgeOrder } from "./judge-order";
import { orderView } from "./order-view";
import { placeOrder } from "./place-order";
import { returnFromPayment } from "./return-from-payment";
import { noCookie, useShop } from "./test-shop";

const shop = useShop();
const kept = () => findViolations(shop.clock.now());
const writes = () => shop.calls.filter((call) => /^sandbox:(register|transfer|renew|create_contact)$/.test(call));
const asked = (orderId: string) =>
  db()
    .select()
    .from(operations)
    .where(and(eq(operations.orderId, orderId), eq(operations.verb, "register")));

describe("money before work", () => {
  it("PE-10, CO-8, CO-9: nothing is written at a registrar while no money is held", async () => {
    const member = await shop.platform.merchant();
    shop.calls.length = 0;
    const { orderId, payUrl } = await shop.order(member, ["unpaid.com"]);
    for (let beats = 0; beats < 3; beats += 1) await shop.beat(orderId);
    expect(await shop.intents(orderId)).toEqual([]);
    expect(writes()).toEqual([]);

    await shop.platform.pay(payUrl);
    await returnFromPayment(member.ctx, { orderId });
    const view = await orderView(member.ctx, orderId);
    expect(await shop.intents(orderId)).toMatchObject([
      { status: "requires_capture", held: view.totalMinor, taken: 0 },
    ]);
    expect(writes()).toEqual([]);
    await shop.beat(orderId);
    expect(writes()).toContain("sandbox:register");
    await shop.play(orderId);
  });

  it("PE-11, PE-12, CO-26: held, asked, read back, captured, in this order and no other", async () => {
    shop.calls.length = 0;
    const { orderId, view } = await shop.buy(["in-order.com"]);
    const paid = shop.calls.indexOf("stripe:POST /v1/checkout/sessions");
    const registered = shop.calls.indexOf("sandbox:register");
    const readBack = shop.calls.indexOf("sandbox:domain", registered);
    const captured = shop.calls.findIndex((call) => call.endsWith("/capture"));
    expect(paid).toBeGreaterThanOrEqual(0);
    expect(registered).toBeGreaterThan(paid);
    expect(readBack).toBeGreaterThan(registered);
    expect(captured).toBeGreaterThan(readBack);
    expect(view.timeline.find((fact) => fact.fact === "payment_held")!.id).toBeLessThan(
      view.timeline.find((fact) => fact.fact === "registration_asked")!.id,
    );
    expect(await shop.intents(orderId)).toMatchObject([{ status: "succeeded", taken: view.totalMinor }]);
    expect(view.items[0]?.expiresAt).toBe((await shop.domain("in-order.com"))?.expiresAt?.toISOString());
    expect(await kept()).toEqual([]);
  });

  it("PE-5, PE-12: the books say what Stripe took and what the registrar asked", async () => {
    const { orderId } = await shop.buy(["in-the-books.com"]);
    const lines = await shop.platform.worldSql`
      select t.kind, e.account, e.amount_minor as amount from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where t.order_id = ${orderId} order by e.id`;
    expect(lines.map((line) => [line.kind, line.account, line.amount])).toEqual([
      ["registrar_charge", "registrar_cost", 1046],
      ["registrar_charge", "registrar_payable", -1046],
      ["capture", "stripe", 1399],
      ["capture", "sales", -1399],
    ]);
  });

  it("a declined card holds nothing, says so, and leaves the order open for another card", async () => {
    const member = await shop.platform.merchant();
    const { orderId, payUrl } = await shop.order(member, ["declined-first.com"]);
    await shop.platform.pay(payUrl, "4000000000009995");
    await shop.handleEvents();
    const refused = await returnFromPayment(member.ctx, { orderId });
    expect(refused).toMatchObject({ state: "awaiting_payment", decline: "Your card has insufficient funds.", payUrl });
    expect(await shop.facts(orderId)).toEqual(["order_placed", "payment_declined"]);
    expect(refused.timeline.at(-1)?.sentence).toContain("Nothing is held.");
    await shop.platform.pay(payUrl);
    await returnFromPayment(member.ctx, { orderId });
    await shop.play(orderId);
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "completed", decline: null });
  });

  it("P-5: a double submit, in one tab or two, makes one order and one payment page", async () => {
    const member = await shop.platform.merchant();
    const { version } = await shop.fill(member, ["pressed-twice.com"]);
    const place = () => placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
    const results = await Promise.allSettled([place(), place(), place()]);
    const placed = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const again = await place();
    expect(new Set([...placed, again].map(({ orderId }) => orderId)).size).toBe(1);
    expect(new Set([...placed, again].map(({ payUrl }) => payUrl)).size).toBe(1);
    expect(await db().select().from(orders).where(eq(orders.merchantId, member.merchant.id))).toHaveLength(1);
    expect(await shop.pages(again.orderId)).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ code: expect.stringMatching(/conflict|provider_failed/) });
  });

  it("a cart that changed since the page was loaded is not ordered", async () => {
    const member = await shop.platform.merchant();
    const { version } = await shop.fill(member, ["first-look.com"]);
    await shop.fill(member, ["second-look.com"]);
    await expect(placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("has changed since this page was loaded"),
    });
  });

  it("P-31: of two merchants who want a name at once one is told before paying, and it comes free again", async () => {
    const [one, other] = [await shop.platform.merchant(), await shop.platform.merchant()];
    const { orderId } = await shop.order(one, ["wanted-by-two.com"]);
    await expect(shop.order(other, ["wanted-by-two.com"])).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Somebody else is buying wanted-by-two.com"),
    });
    await cancelOrder(one.ctx, { orderId });
    const cart = await getCart(other.ctx, noCookie);
    await expect(
      placeOrder(other.ctx, { contactId: other.contact.id, cartVersion: cart.version }),
    ).resolves.toBeDefined();
  });

  it("P-4: a page that nobody pays closes by itself; the claim is freed and the cart may be ordered again", async () => {
    const member = await shop.platform.merchant();
    const { orderId, payUrl } = await shop.order(member, ["walked-away.com"]);
    shop.clock.advance(32 * MINUTE);
    await shop.handleEvents();
    await shop.beat(orderId);
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "cancelled", payUrl: null });
    expect(await db().select().from(nameClaims).where(eq(nameClaims.nameAscii, "walked-away.com"))).toEqual([]);
    const second = await shop.order(member, ["walked-away.com"]);
    expect(second.payUrl).not.toBe(payUrl);
  });
});

describe("cancelling", () => {
  it("the same names ordered anew take the place of an order that was never paid", async () => {
    const member = await shop.platform.merchant();
    const first = await shop.order(member, ["twice-over.com"]);
    const second = await shop.order(member, ["twice-over.com", "and-more.com"]);
    expect(second.orderId).not.toBe(first.orderId);
    expect(await orderView(member.ctx, first.orderId)).toMatchObject({ state: "cancelled" });
    expect(await orderView(member.ctx, second.orderId)).toMatchObject({ state: "awaiting_payment" });
  });

  it("CO-29: an unpaid order ends at once, its page can no longer be paid, and its row says cancelled", async () => {
    const member = await shop.platform.merchant();
    const { orderId, payUrl } = await shop.order(member, ["never-mind.com"]);
    await cancelOrder(member.ctx, { orderId });
    const view = await orderView(member.ctx, orderId);
    expect(view).toMatchObject({
      state: "cancelled",
      headline: "Cancelled, and nothing was charged",
      canCancel: false,
    });
    expect(view.items).toMatchObject([{ state: "cancelled" }]);
    await shop.platform.pay(payUrl);
    await shop.handleEvents();
    expect(await shop.intents(orderId)).toEqual([]);
    expect(await shop.pages(orderId)).toEqual([{ status: "expired" }]);
    await expect(cancelOrder(member.ctx, { orderId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("CO-29: a held order that asked for nothing yet is voided", async () => {
    const { ctx, orderId } = await shop.hold(["changed-my-mind.com"]);
    await cancelOrder(ctx, { orderId });
    await cancelOrder(ctx, { orderId });
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "cancelled", money: { chargedMinor: 0, releasedMinor: view.totalMinor } });
    expect(await asked(orderId)).toEqual([]);
    expect(await shop.intents(orderId)).toMatchObject([{ status: "canceled", taken: 0 }]);
    expect(await kept()).toEqual([]);
  });

  it("P-30: a name that was asked for is finished and paid; the others are let go", async () => {
    const { ctx, orderId } = await shop.hold(["asked-slow-30s.com"]);
    await shop.beat(orderId);
    await cancelOrder(ctx, { orderId });
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "completed", money: { chargedMinor: view.totalMinor } });
    expect(await kept()).toEqual([]);
  });
});

describe("suspicion and review", () => {
  it("CO-30: a flagged order keeps its hold, asks no registrar, and reads neutrally; passed, it goes on", async () => {
    const { ctx: admin, user } = await makeAdmin({ clock: shop.clock });
    const { ctx, orderId } = await shop.hold(["flagged.com"]);
    await judgeOrder(admin, { orderId, verdict: "flag", note: "stolen card?" });
    shop.calls.length = 0;
    await shop.beat(orderId);
    shop.clock.advance(20 * MINUTE);
    await shop.beat(orderId);
    expect(writes()).toEqual([]);
    const view = await orderView(ctx, orderId);
    expect(view.money).toMatchObject({ heldMinor: view.totalMinor, chargedMinor: 0 });
    expect(JSON.stringify(view)).not.toMatch(/stolen|suspic/i);
    expect(JSON.stringify([view.headline, ...view.timeline.map((fact) => fact.sentence)])).not.toMatch(/fraud/i);
    await judgeOrder(admin, { orderId, verdict: "pass" });
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed" });
    const [review] = await db().select().from(cases).where(eq(cases.orderId, orderId));
    expect(review).toMatchObject({ kind: "fraud_review", state: "closed", ownerUserId: user.id });
  });

  it("CO-30: a refused order is voided without a registrar call, in neutral words", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const { ctx, orderId } = await shop.hold(["refused-by-us.com"]);
    shop.calls.length = 0;
    await judgeOrder(admin, { orderId, verdict: "flag" });
    await judgeOrder(admin, { orderId, verdict: "refuse" });
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "failed", money: { chargedMinor: 0, releasedMinor: view.totalMinor } });
    expect(view.items[0]).toMatchObject({ state: "fraud", failure: { reason: "other" } });
    expect(view.items[0]?.failure?.message).toBe(
      "We could not complete the order for refused-by-us.com. You were not charged for it. Write to support if you have questions.",
    );
    expect(writes()).toEqual([]);
    expect(await shop.intents(orderId)).toMatchObject([{ status: "canceled", taken: 0 }]);
    expect(await kept()).toEqual([]);
  });

  it("CO-30: names already delivered are put on hold when their order is refused", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const { orderId } = await shop.buy(["delivered-then-flagged.com"]);
    await judgeOrder(admin, { orderId, verdict: "refuse" });
    expect(await shop.domain("delivered-then-flagged.com")).toMatchObject({ registration: "fraud" });
    expect(await kept()).toEqual([]);
  });

  it("AN-14: a first order above the line waits in review with its hold; an order of a known buyer does not", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    await saveSettings(admin, { reviewAboveMinor: 2000 });
    const member = await shop.platform.merchant();
    const { ctx, orderId } = await shop.hold(["big-one.com", "big-two.com"], { member });
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "review", headline: "Your order is being looked at" });
    await shop.beat(orderId);
    expect(await asked(orderId)).toEqual([]);
    await judgeOrder(admin, { orderId, verdict: "pass" });
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed" });
    const second = await shop.hold(["big-three.com", "big-four.com"], { member });
    expect(await orderView(ctx, second.orderId)).toMatchObject({ state: "fulfilling" });
    await saveSettings(admin, { reviewAboveMinor: 0 });
    await shop.play(second.orderId);
  });

  it("nobody but an admin judges", async () => {
    const { ctx, orderId } = await shop.hold(["not-your-call.com"]);
    await expect(judgeOrder(ctx, { orderId, verdict: "pass" })).rejects.toMatchObject({ code: "not_found" });
    await shop.play(orderId);
  });
});

describe("an order", () => {
  it("AN-9, L-1: shows merchant and admin the same timeline, and the same after a reload", async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const { ctx, orderId } = await shop.hold(["seen-by-both.com", "seen-taken-at-register.com"]);
    await shop.beat(orderId);
    const reload = await orderView(ctx, orderId);
    expect(reload).toEqual(await orderView(ctx, orderId));
    await shop.play(orderId);
    const [mine, theirs] = [await orderView(ctx, orderId), await orderView(admin, orderId)];
    expect(mine.timeline).toEqual(theirs.timeline);
    const sides = mine.timeline.map((fact) => fact.side);
    expect(sides).toContain("money");
    expect(sides).toContain("registry");
    const held = mine.timeline.find((fact) => fact.fact === "payment_held");
    expect(held?.evidence).toContainEqual({ label: "Stripe payment", value: expect.stringMatching(/^pi_/) });
    expect(mine.timeline.find((fact) => fact.fact === "registered")?.evidence).toContainEqual({
      label: "Operation",
      value: expect.stringMatching(/\w/),
    });
    expect(mine.timeline.every((fact) => Date.parse(fact.at) > 0)).toBe(true);
  });

  it("P-7: the same webhook fifty times over starts nothing twice", async () => {
    const { ctx, orderId } = await shop.hold(["told-often.com"]);
    shop.world.stripe!.control.duplicateWebhooks(50);
    await Promise.all(Array.from({ length: 10 }, () => returnFromPayment(ctx, { orderId })));
    await shop.handleEvents();
    await shop.play(orderId);
    expect((await shop.facts(orderId)).filter((fact) => fact === "payment_held")).toHaveLength(1);
    expect(await shop.charges("told-often.com")).toHaveLength(1);
    expect(await asked(orderId)).toHaveLength(1);
  });

  it("P-25, P-26: a capture whose answer is lost, or is a replayed error, takes the money once", async () => {
    for (const mode of ["after-effect-no-reply", "500-stored-after-effect", "500-stored", "before"] as const) {
      const { ctx, orderId } = await shop.hold([`capture-${mode.replaceAll("-", "")}.com`]);
      shop.world.stripe!.control.failNext({ match: "POST /v1/payment_intents/:id/capture", mode });
      await shop.play(orderId);
      const view = await orderView(ctx, orderId);
      expect(view, mode).toMatchObject({ state: "completed", money: { chargedMinor: view.totalMinor } });
      expect(await shop.intents(orderId), mode).toMatchObject([{ status: "succeeded", taken: view.totalMinor }]);
      const tries = await db()
        .select({ state: payments.state })
        .from(payments)
        .where(and(eq(payments.orderId, orderId), inArray(payments.state, ["captured"])));
      expect(tries, mode).toHaveLength(1);
    }
    expect(await kept()).toEqual([]);
  });

  it("P-2: a payment page whose answer was lost is opened once, and given on the next try", async () => {
    const member = await shop.platform.merchant();
    shop.world.stripe!.control.failNext({ match: "POST /v1/checkout/sessions", mode: "after-effect-no-reply" });
    await expect(shop.order(member, ["page-lost.com"])).rejects.toMatchObject({
      code: "provider_failed",
      message: expect.stringContaining("Nothing was charged"),
    });
    shop.clock.advance(SECOND);
    const { version } = await getCart(member.ctx, noCookie);
    const { orderId } = await placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
    expect(await shop.pages(orderId)).toEqual([{ status: "open" }]);
  });
});
