import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { invoices, refunds, settings } from "@/db/schema";
import { findViolations } from "@/lib/reconcile/find-violations";
import { advanceOrder } from "./advance-order";
import { orderView } from "./order-view";
import { settleRefund } from "./settle-refund";
import { useShop } from "./test-shop";

const shop = useShop();

beforeAll(async () => {
  await db()
    .insert(settings)
    .values({ key: "captureMode", value: "at_start", updatedAt: shop.clock.now(), updatedBy: null });
});

async function payBack(orderId: string): Promise<void> {
  for (const { id } of await db().select().from(refunds).where(eq(refunds.orderId, orderId)))
    await settleRefund(shop.platform.ctx, { refundId: id });
  await advanceOrder(shop.platform.ctx, { orderId });
}

describe("X-4: money that is taken at the start", () => {
  it("is taken at once, and kept for what was delivered", async () => {
    const { ctx, orderId } = await shop.hold(["taken-first-slow-30s.com"]);
    await shop.beat(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({
      state: "fulfilling",
      money: { heldMinor: 0, chargedMinor: 1399 },
    });
    await shop.play(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({
      state: "completed",
      money: { chargedMinor: 1399, refundedMinor: 0 },
    });
  });

  it("PE-15, AN-8: goes back in full for a name that could not be had, and an invoice says only what was delivered", async () => {
    const { ctx, orderId } = await shop.hold(["kept-first.com", "lost-taken-at-register.com"]);
    await shop.play(orderId);
    await payBack(orderId);
    expect(await orderView(ctx, orderId)).toMatchObject({
      state: "completed",
      money: { capturedMinor: 2798, refundedMinor: 1399, chargedMinor: 1399 },
    });
    expect(await db().select().from(invoices).where(eq(invoices.orderId, orderId))).toMatchObject([
      { state: "paid", totalMinor: 1399 },
    ]);
  });

  it.each([
    ["before it was made", "before"],
    ["after it was made", "after-effect-no-reply"],
    ["and kept as an error", "500-stored-after-effect"],
  ] as const)("R3: a refund whose answer is lost %s goes back once", async (_, mode) => {
    const { orderId } = await shop.hold([`back-${mode.length}-policy.com`]);
    await shop.beat(orderId);
    shop.world.stripe?.control.failNext({ match: "POST /v1/refunds", mode });
    await shop.play(orderId);
    await payBack(orderId);
    shop.clock.advance(60_000);
    await payBack(orderId);
    const [row] = await shop.platform.worldSql`
      select coalesce(sum((object ->> 'amount')::int), 0)::int as back from sandbox.stripe_objects
      where object ->> 'object' = 'refund' and object -> 'metadata' ->> 'order_id' = ${orderId}`;
    expect(row?.back).toBe(1399);
  });

  it("I-1, I-2, I-13: no invariant is broken", async () => {
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });
});
