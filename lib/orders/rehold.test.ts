import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, domains, payments } from "@/db/schema";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { findViolations } from "@/lib/reconcile/find-violations";
import { orderView } from "./order-view";
import { type Member, useShop } from "./test-shop";

const shop = useShop();
const kept = () => findViolations(shop.clock.now());
const paymentsOf = async (orderId: string) =>
  (await db().select().from(payments).where(eq(payments.orderId, orderId)))
    .map((row) => `${row.kind} ${row.state} ${row.capturedMinor} of ${row.amountMinor}`)
    .sort();
const casesOf = async (orderId: string) =>
  (await db().select().from(cases).where(eq(cases.orderId, orderId))).map((row) => row.kind).sort();

/** An order whose names in flight are still in flight eleven hours before its hold ends. */
async function nearTheEnd(names: string[], options: { card?: string; member?: Member } = {}) {
  const held = await shop.hold(names, options);
  for (let beats = 0; beats < 6; beats += 1) shop.clock.advance((await shop.beat(held.orderId)) ?? SECOND);
  const { money, items } = await orderView(held.ctx, held.orderId);
  shop.clock.set(new Date(new Date(money.captureBefore!).getTime() - 11 * HOUR));
  return { ...held, items };
}

describe("a hold that nears its end with names in flight", () => {
  it("X-7, M-2, P-20: what is delivered is captured, and the rest gets a hold of its own", async () => {
    const { ctx, orderId, items } = await nearTheEnd(["done-early.com", "stuck-pending-forever.net"]);
    const [early, stuck] = items;
    await shop.beat(orderId);
    const { money, headline } = await orderView(ctx, orderId);
    expect(headline).toBe("1 of 2 names are yours");
    expect(money).toMatchObject({ chargedMinor: early!.priceMinor, heldMinor: stuck!.priceMinor });
    expect(await paymentsOf(orderId)).toEqual(["checkout captured 1399 of 2998", "rehold held 0 of 1599"]);
    expect(await casesOf(orderId)).toEqual(["registration_slow"]);
    expect(await shop.intents(orderId)).toHaveLength(2);
    await shop.handleEvents();
    expect(await kept()).toEqual([]);
  });

  it("P-20: a new hold whose answer was lost is found, not made twice", async () => {
    const { orderId } = await nearTheEnd(["lost-hold-pending-forever.com"]);
    shop.world.stripe!.control.failNext({ match: "POST /v1/payment_intents", mode: "after-effect-no-reply" });
    await shop.beat(orderId);
    shop.clock.advance(10 * SECOND);
    await shop.beat(orderId);
    expect(await paymentsOf(orderId)).toEqual(["checkout released 0 of 1399", "rehold held 0 of 1399"]);
    expect((await shop.intents(orderId)).filter((intent) => intent.held > 0)).toHaveLength(1);
  });

  it("P-20: a refusal whose answer was lost is found, and the card is not asked a second time", async () => {
    const { orderId } = await nearTheEnd(["lost-refusal-pending-forever.com"], { card: "4000002760003184" });
    shop.world.stripe!.control.failNext({ match: "POST /v1/payment_intents", mode: "after-effect-no-reply" });
    await shop.beat(orderId);
    shop.clock.advance(10 * SECOND);
    await shop.beat(orderId);
    expect(await paymentsOf(orderId)).toEqual(["checkout held 0 of 1399", "rehold failed 0 of 1399"]);
    expect(await shop.facts(orderId)).toContain("rehold_refused");
    expect(await shop.intents(orderId)).toHaveLength(2);
  });

  it("P-20: a card that refuses a new hold opens a case, and the old hold is taken in its last hours for what was delivered", async () => {
    const { ctx, orderId } = await nearTheEnd(["early-too.com", "refused-pending-forever.com"], {
      card: "4000002760003184",
    });
    await shop.beat(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({
      state: "fulfilling",
      money: { heldMinor: 2798, chargedMinor: 0 },
    });
    expect(await paymentsOf(orderId)).toEqual(["checkout held 0 of 2798", "rehold failed 0 of 1399"]);
    expect(await casesOf(orderId)).toEqual(["hold_lapsing", "registration_slow"]);
    expect(await shop.facts(orderId)).toContain("rehold_refused");
    shop.clock.advance(10 * HOUR);
    await shop.beat(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ money: { chargedMinor: 1399, releasedMinor: 1399 } });
  });

  it("P-21, P-27: delivered after the hold, and the card refuses: a receivable, a case, and the name stays locked", async () => {
    const { ctx, orderId } = await shop.hold(["unpaid-pending-3d.com"]);
    await shop.beat(orderId);
    await db().update(payments).set({ paymentMethodId: null }).where(eq(payments.orderId, orderId));
    // The registrar takes so long that the hold is gone when it is done.
    await shop.platform
      .worldSql`update sandbox.registrar_operations set due_at = ${new Date(shop.clock.now().getTime() + 8 * DAY)}
      where name = 'unpaid-pending-3d.com'`;
    shop.clock.advance(7 * DAY + HOUR);
    await shop.handleEvents();
    await shop.beat(orderId);
    shop.clock.advance(DAY);
    await shop.play(orderId, 3 * HOUR);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "completed", money: { chargedMinor: 0 } });
    expect(await casesOf(orderId)).toContain("registered_unpaid");
    const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, "unpaid-pending-3d.com"));
    expect(domain?.attention).toEqual([{ kind: "pay" }]);
    shop.clock.advance(MINUTE);
    expect(await kept()).toEqual([]);
  });
});
