import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { orders, outbox, payments, reconcilerRuns, webhookEvents } from "@/db/schema";
import { overview } from "@/lib/admin/overview";
import { HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { orderView } from "@/lib/orders/order-view";
import { useShop } from "@/lib/orders/test-shop";
import { checkInvariants } from "./check-invariants";
import { latestReconciliation } from "./latest";
import { publicCounter } from "./public-counter";
import { sweepPaymentEvents } from "./sweep-payment-events";
import { sweepStalled } from "./sweep-stalled";

const shop = useShop();
const admin = async () => (await makeAdmin({ clock: shop.clock })).ctx;
/** Behind the back of every guard, as a broken deployment or a person with psql would. */
const behindTheGuards = (statement: string) =>
  shop.platform.worldSql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(statement);
  });

describe("the public counter", () => {
  it("L-1: is nought over real orders, and turns red within a reconciler run of a violation", async () => {
    const good = await shop.buy(["counted-one.com"]);
    await shop.buy(["counted-taken-at-register.com"]);
    await checkInvariants(shop.platform.ctx);
    expect(await publicCounter()).toEqual({ count: 0, since: expect.any(String) });

    await behindTheGuards(`update order_items set state = 'refused' where order_id = '${good.orderId}'`);
    await checkInvariants(shop.platform.ctx);
    expect(await publicCounter()).toMatchObject({ count: 1 });
    const ctx = await admin();
    expect(await overview(ctx)).toMatchObject({ chargedNotDelivered: 1 });
    const found = (await latestReconciliation(ctx)).promises.find((promise) => promise.id === "I-1");
    expect(found?.findings).toMatchObject([{ key: good.orderId, firstSeenAt: shop.clock.now().toISOString() }]);
    expect((await overview(ctx)).findings.map((finding) => finding.invariant)).toContain("I-1");

    shop.clock.advance(5 * MINUTE);
    await checkInvariants(shop.platform.ctx);
    await behindTheGuards(`update order_items set state = 'registered' where order_id = '${good.orderId}'`);
    shop.clock.advance(5 * MINUTE);
    const clearedAt = shop.clock.now().toISOString();
    await checkInvariants(shop.platform.ctx);
    expect(await publicCounter()).toEqual({ count: 0, since: clearedAt });
    expect((await latestReconciliation(ctx)).promises.every((promise) => promise.findings.length === 0)).toBe(true);
    expect(await db().select().from(reconcilerRuns)).toHaveLength(4);
  });

  it("is for the platform's own work and for admins, not for merchants", async () => {
    const { ctx } = await shop.platform.merchant();
    await expect(checkInvariants(ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(latestReconciliation(ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(overview(ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(sweepStalled(ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(sweepPaymentEvents(ctx)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what the reconciler finds again", () => {
  it("P-6: a payment whose webhook was lost, by the list of events", async () => {
    const member = await shop.platform.merchant();
    shop.world.stripe!.control.dropNextWebhooks(100);
    const { orderId, payUrl } = await shop.order(member, ["webhook-lost.com"]);
    await shop.platform.pay(payUrl);
    await shop.world.stripe!.tick();
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "awaiting_payment" });
    const { found } = await sweepPaymentEvents(shop.platform.ctx);
    expect(found).toBeGreaterThan(0);
    expect(await sweepPaymentEvents(shop.platform.ctx)).toEqual({ found: 0 });
    shop.world.stripe!.control.reset();
    await shop.handleEvents();
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "fulfilling" });
    await shop.play(orderId);
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "completed" });
  });

  it("P-8: events that arrive backwards say the same in the end", async () => {
    const member = await shop.platform.merchant();
    shop.world.stripe!.control.holdWebhooks();
    const { orderId, payUrl } = await shop.order(member, ["backwards.com"]);
    await shop.platform.pay(payUrl);
    await shop.world.stripe!.control.releaseWebhooks({ order: "reverse" });
    await shop.handleEvents();
    expect((await shop.facts(orderId)).filter((fact) => fact === "payment_held")).toHaveLength(1);
    await shop.play(orderId);
    expect(await orderView(member.ctx, orderId)).toMatchObject({ state: "completed" });
  });

  it("P-22, R10: a name that nobody works on any more is sent on its way again, once in five minutes", async () => {
    const { ctx, orderId } = await shop.hold(["forgotten.com"]);
    const [item] = await shop.items(orderId);
    await db().delete(outbox);
    await sweepStalled(shop.platform.ctx);
    const due = () => db().select().from(outbox).where(eq(outbox.name, "order/item-due"));
    expect(await due()).toEqual([]);
    shop.clock.advance(3 * MINUTE);
    await sweepStalled(shop.platform.ctx);
    await sweepStalled(shop.platform.ctx);
    expect(await due()).toMatchObject([{ data: { itemId: item!.id } }]);
    shop.clock.advance(5 * MINUTE);
    await sweepStalled(shop.platform.ctx);
    expect(await due()).toHaveLength(2);
    await shop.play(orderId);
    shop.clock.advance(10 * MINUTE);
    await db().delete(outbox);
    await sweepStalled(shop.platform.ctx);
    expect(await due()).toEqual([]);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed" });
  });

  it("R10: an order, a setup, an event and a mail that stand still are each sent on their way", async () => {
    const member = await shop.platform.merchant();
    const unpaid = await shop.order(member, ["unpaid-for-long.com"]);
    await db().delete(outbox);
    await db()
      .insert(webhookEvents)
      .values({ provider: "stripe", eventId: "evt_late", type: "x", objectId: "pi_x", receivedAt: shop.clock.now() });
    await shop.platform.worldSql`update notices set sent_at = null`;
    shop.clock.advance(6 * MINUTE + SECOND);
    await sweepStalled(shop.platform.ctx);
    const names = (await db().select().from(outbox)).map((row) => row.name);
    expect([...new Set(names)].sort()).toEqual(["notice/due", "order/look-due", "payments/event-received"]);
    expect((await db().select().from(outbox)).map((row) => row.data)).toContainEqual({
      orderId: unpaid.orderId,
      sweep: true,
    });
    await db().update(webhookEvents).set({ handledAt: shop.clock.now() });
  });

  it("P-28: money that was captured, and not written down, is found by asking Stripe", async () => {
    const { ctx, orderId } = await shop.hold(["captured-unwritten.com"]);
    for (let beats = 0; beats < 20 && (await shop.items(orderId))[0]?.state !== "registered"; beats += 1) {
      shop.world.stripe!.control.failNext({
        match: "POST /v1/payment_intents/:id/capture",
        mode: "after-effect-no-reply",
      });
      shop.clock.advance((await shop.beat(orderId)) ?? SECOND);
    }
    expect((await shop.intents(orderId))[0]).toMatchObject({ status: "succeeded" });
    shop.world.stripe!.control.reset();
    await shop.handleEvents();
    const [payment] = await db().select().from(payments).where(eq(payments.orderId, orderId));
    expect(payment).toMatchObject({ state: "captured" });
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed" });
    expect(await db().select().from(orders).where(eq(orders.id, orderId))).toMatchObject([{ owedMinor: 0 }]);
  });

  it("reports nothing over all that this file did", async () => {
    shop.clock.advance(HOUR);
    await shop.handleEvents();
    const { findings } = await checkInvariants(shop.platform.ctx);
    expect(findings).toBe(0);
  });
});
