import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, notices, operations } from "@/db/schema";
import { registrarContact } from "@/lib/contacts/contact-view";
import { listContacts } from "@/lib/contacts/queries";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { findViolations } from "@/lib/reconcile/find-violations";
import { addToCart } from "./add-to-cart";
import { changeCartLine } from "./change-cart-line";
import { correctContact } from "./correct-contact";
import { orderView } from "./order-view";
import { placeOrder } from "./place-order";
import { noCookie, useShop } from "./test-shop";

const shop = useShop();
const kept = () => findViolations(shop.clock.now());

/** What holds for every name that could not be had. */
async function expectUncharged(orderId: string, name: string) {
  expect(await shop.intents(orderId)).toMatchObject([{ status: "canceled", taken: 0, held: 0 }]);
  expect(await shop.charges(name)).toEqual([]);
  expect(await shop.domain(name)).toBeUndefined();
  expect(await kept()).toEqual([]);
}

describe("a name that cannot be had", () => {
  it.each([
    ["somebody was faster", "fast-taken-at-register.com", "was taken by someone else a moment ago"],
    ["the registry gave it away later", "late-refused-later.com", "was taken by someone else a moment ago"],
    ["the name is in dispute", "brand-policy.com", "The registry's rules do not allow brand-policy.com"],
  ])("PE-13, PE-14: when %s the hold is voided, with words of its own", async (_, name, words) => {
    const { orderId, view } = await shop.buy([name]);
    expect(view).toMatchObject({ state: "failed", money: { chargedMinor: 0, heldMinor: 0 } });
    expect(view.headline).toContain("nothing was charged");
    expect(view.items[0]?.failure?.message).toContain(words);
    expect(view.items[0]?.failure?.message).toContain("You were not charged for it.");
    await expectUncharged(orderId, name);
  });

  it("PE-13: whoever ordered is mailed that nothing was charged", async () => {
    const { user } = await shop.buy(["mailed-taken-at-register.com"]);
    const [mail] = await db().select().from(notices).where(eq(notices.recipient, user.email));
    expect(mail?.subject).toContain("nothing was charged");
    expect(mail?.body).toContain("mailed-taken-at-register.com was taken by someone else");
  });

  it("PE-14, X-7: a registrar that stays down for days is not waited for longer than the setting says; the hold is voided", async () => {
    const { ctx, orderId } = await shop.hold(["far-registrar-down.com"]);
    await shop.play(orderId, MINUTE);
    const during = await orderView(ctx, orderId);
    expect(during).toMatchObject({ state: "fulfilling", money: { heldMinor: during.totalMinor } });
    expect(during.items[0]?.waitingNote).toContain("not charged");
    shop.clock.advance(96 * HOUR);
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "failed", money: { chargedMinor: 0, releasedMinor: view.totalMinor } });
    expect(view.items[0]?.failure?.message).toContain("The registrar could not register far-registrar-down.com.");
    await expectUncharged(orderId, "far-registrar-down.com");
  });

  it("PE-14, P-19: a contact that a registry refuses can be corrected within the same hold", async () => {
    const { ctx, orderId } = await shop.hold(["jo-contact-refused.com"]);
    await shop.beat(orderId);
    const asked = await orderView(ctx, orderId);
    expect(asked.headline).toBe("One detail to correct");
    expect(asked.items[0]).toMatchObject({ state: "registering", failure: { reason: "contact", field: "phone" } });
    expect(asked.items[0]?.failure?.message).toContain("only held");
    expect(asked.money.heldMinor).toBe(asked.totalMinor);

    const contact = { ...(await registrant(ctx)), phone: "+15552368711" };
    await correctContact(ctx, { orderId, contact });
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({
      state: "completed",
      money: { chargedMinor: asked.totalMinor },
    });
    const tries = await db()
      .select()
      .from(operations)
      .where(and(eq(operations.orderId, orderId), eq(operations.verb, "register")));
    expect(tries.map((one) => one.state).sort()).toEqual(["confirmed", "refused"]);
    expect(await shop.intents(orderId)).toHaveLength(1);
    await expect(correctContact(ctx, { orderId, contact })).rejects.toMatchObject({ code: "conflict" });
  });

  it("PE-14: a contact that nobody corrects within a day ends the order, and the hold", async () => {
    const { ctx, orderId } = await shop.hold(["nobody-contact-refused.com"]);
    await shop.beat(orderId);
    shop.clock.advance(DAY + MINUTE);
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view.items[0]?.failure?.message).toContain("was not corrected in time");
    await expectUncharged(orderId, "nobody-contact-refused.com");
  });

  it("P-34: an empty balance at the registrar is the platform's trouble: the hold is kept and a person is told", async () => {
    const { ctx, orderId } = await shop.hold(["our-low-balance.com"]);
    await shop.play(orderId, 20 * MINUTE);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "fulfilling", money: { heldMinor: view.totalMinor, chargedMinor: 0 } });
    expect(view.items[0]?.failure).toBeNull();
    const account = await shop.activeAccount();
    const open = await db().select().from(cases).where(eq(cases.subjectId, account.id));
    expect(open).toMatchObject([{ kind: "registrar_balance", state: "open" }]);
  });

  it("P-24: a name that reads back as somebody else's is not charged, and a person is told", async () => {
    const { ctx, orderId } = await shop.hold(["odd-other-owner.com"]);
    await shop.play(orderId, 5 * MINUTE);
    expect((await orderView(ctx, orderId)).state).toBe("fulfilling");
    await shop.play(orderId, 2 * HOUR);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "failed", money: { chargedMinor: 0, releasedMinor: view.totalMinor } });
    expect(await shop.domain("odd-other-owner.com")).toBeUndefined();
    expect((await shop.intents(orderId))[0]).toMatchObject({ status: "canceled", taken: 0 });
    const open = await db().select().from(cases).where(eq(cases.orderId, orderId));
    expect(open).toMatchObject([{ kind: "wrong_owner", state: "open", subjectId: view.items[0]!.id }]);
    expect(await kept()).toEqual([]);
  });
});

describe("premium names", () => {
  it("AN-4: a premium name shows both its prices and cannot be ordered without a consent of its own", async () => {
    const member = await shop.platform.merchant();
    const { ctx, contact } = member;
    const cart = await shop.fill(member, ["gold-premium.com"]);
    const [line] = cart.lines;
    // 250.00 and 80.00 by the same markup as everything else.
    expect(line).toMatchObject({ premium: true, premiumConsent: false, priceMinor: 30_199, renewPriceMinor: 9_799 });
    expect(cart.obstacles[line!.id]).toContain("its own renewal price");
    const place = { contactId: contact.id, cartVersion: cart.version };
    await expect(placeOrder(ctx, place)).rejects.toMatchObject({ code: "conflict" });

    const { version } = await changeCartLine(ctx, { ...noCookie, lineId: line!.id, premiumConsent: true });
    const { orderId, payUrl } = await placeOrder(ctx, { contactId: contact.id, cartVersion: version });
    await shop.platform.pay(payUrl);
    await shop.handleEvents();
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed", money: { chargedMinor: 30_199 } });
    expect(await shop.charges("gold-premium.com")).toMatchObject([{ amountMinor: 25_000 }]);
  });

  it("AN-4: consent to a premium price is not consent for an ordinary name", async () => {
    const { ctx } = await shop.platform.merchant();
    const cart = await addToCart(ctx, { ...noCookie, name: "plain-name.com", premiumConsent: true });
    expect(cart.lines).toMatchObject([{ premium: false, premiumConsent: false }]);
  });

  it("AN-4, P-10: a price that rises between the cart and the registration ends unbought, with the hold let go", async () => {
    const { ctx, orderId } = await shop.hold(["steady.com"]);
    shop.world.registrar.failNext({ verb: "register", mode: "price-rise", name: "steady.com" });
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view.items[0]?.failure?.message).toContain("asks more for steady.com than you agreed to");
    await expectUncharged(orderId, "steady.com");
  });

  it("AN-4: a name that turns premium after the quote is not bought at the new price", async () => {
    const { ctx, orderId } = await shop.hold(["turning.com"]);
    shop.world.registrar.failNext({ verb: "register", mode: "premium-surprise", name: "turning.com" });
    await shop.play(orderId);
    const view = await orderView(ctx, orderId);
    expect(view.items[0]?.failure?.message).toContain("has become a premium name");
    await expectUncharged(orderId, "turning.com");
  });
});

describe("a registration that takes long", () => {
  it("CO-25, X-7: pending is normal: held and not charged for three days, then delivered and charged", async () => {
    const { ctx, orderId } = await shop.hold(["calm-pending-3d.com"]);
    await shop.beat(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ headline: "Registering calm-pending-3d.com" });
    shop.clock.advance(40 * SECOND);
    const waiting = await orderView(ctx, orderId);
    expect(waiting.items[0]).toMatchObject({ state: "registering", domainId: null });
    expect(waiting.items[0]?.steps.map((step) => step.state)).toEqual([
      "done",
      "working",
      "waiting",
      "waiting",
      "waiting",
      "waiting",
    ]);
    expect(waiting.items[0]?.waitingNote).toMatch(
      /^The \.com registry is taking its time\..*held, not charged, until \d+ \w{3} 2026/,
    );
    shop.clock.advance(2 * DAY);
    await shop.beat(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "fulfilling", money: { chargedMinor: 0 } });
    shop.clock.advance(DAY);
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed", items: [{ state: "registered" }] });
    expect(await shop.domain("calm-pending-3d.com")).toMatchObject({ registration: "active" });
    expect(await kept()).toEqual([]);
  });
});

async function registrant(ctx: Ctx) {
  return registrarContact((await listContacts(ctx))[0]!);
}
