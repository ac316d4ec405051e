import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { domains, invariantFindings, operations, orders, payments } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { HOUR, MINUTE } from "@/lib/kernel/clock";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { orderView } from "@/lib/orders/order-view";
import { placeOrder } from "@/lib/orders/place-order";
import { findViolations } from "@/lib/reconcile/find-violations";
import { publicCounter } from "@/lib/reconcile/public-counter";
import { Platform } from "@/scripts/faults/platform";

const database = useTestDatabase();
let platform: Platform;

beforeAll(async () => {
  platform = await Platform.open(database.url);
  await platform.startProcess();
});
afterAll(() => platform?.close());

async function buy(names: string[], card?: string) {
  const merchant = await platform.merchant();
  for (const name of names) await addToCart(merchant.ctx, { cartToken: null, name });
  const cart = await getCart(merchant.ctx, { cartToken: null });
  const { orderId, payUrl } = await placeOrder(merchant.ctx, {
    contactId: merchant.contact.id,
    cartVersion: cart.version,
  });
  await platform.pay(payUrl, card);
  const ended = async () => {
    const [order] = await db().select({ endedAt: orders.endedAt }).from(orders).where(eq(orders.id, orderId));
    return order?.endedAt !== null;
  };
  await platform.run(2 * HOUR, ended);
  await platform.run(2 * MINUTE);
  return { ...merchant, orderId, view: await orderView(merchant.ctx, orderId) };
}

describe("a purchase", () => {
  it("PE-10, PE-11, PE-12: holds, registers, then captures exactly the price, with the registrar's expiry", async () => {
    const { orderId, view } = await buy(["quiet-harbor-one.com"]);
    expect(view.state).toBe("completed");
    expect(view.money.capturedMinor).toBe(view.totalMinor);
    const facts = view.timeline.map((fact) => fact.fact);
    const order = ["order_placed", "payment_held", "registration_asked", "registered", "payment_captured"];
    expect(facts.filter((fact) => order.includes(fact))).toEqual(order);
    const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, "quiet-harbor-one.com"));
    const held = (await platform.world.registrar.holdings()).find((entry) => entry.name === "quiet-harbor-one.com");
    expect(domain?.registration).toBe("active");
    expect(domain?.expiresAt?.toISOString()).toBe(held?.expiresAt.toISOString());
    expect(await db().select().from(payments).where(eq(payments.orderId, orderId))).toMatchObject([
      { state: "captured" },
    ]);
    expect(await findViolations(platform.clock.now())).toEqual([]);
  });

  it("PE-13, PE-14: voids the hold when the name was taken meanwhile, and says so", async () => {
    const { view } = await buy(["tea-taken-at-register.com"]);
    expect(view.state).toBe("failed");
    expect(view.money).toMatchObject({ chargedMinor: 0, releasedMinor: view.totalMinor });
    expect(view.items[0]?.failure?.message).toContain("You were not charged");
    expect(await findViolations(platform.clock.now())).toEqual([]);
  });

  it("AN-8, M-1: captures for two of three names and lets go of the third", async () => {
    const { view } = await buy(["harbor-two.com", "harbor-policy.com", "harbor-three.net"]);
    expect(view.items.map((item) => item.state)).toEqual(["registered", "refused", "registered"]);
    const due = view.items
      .filter((item) => item.state === "registered")
      .reduce((sum, item) => sum + item.priceMinor + item.taxMinor, 0);
    expect(view.money).toMatchObject({ chargedMinor: due, releasedMinor: view.totalMinor - due });
    expect(await findViolations(platform.clock.now())).toEqual([]);
  });

  it("P-14, P-15: a reply that was lost is looked for, and the name is registered once", async () => {
    const { view } = await buy(["lost-timeout-done.com"]);
    expect(view.state).toBe("completed");
    const charges = (await platform.world.registrar.charges()).filter(
      (charge) => charge.name === "lost-timeout-done.com",
    );
    expect(charges).toHaveLength(1);
    expect(await db().select().from(operations).where(eq(operations.subjectId, view.items[0]!.id))).toHaveLength(1);
    expect(await findViolations(platform.clock.now())).toEqual([]);
  });

  it("P-16: a request that was lost is repeated only after two looks found nothing", async () => {
    const { view } = await buy(["lost-timeout-not-done.com"]);
    expect(view.state).toBe("completed");
    const tries = await db().select().from(operations).where(eq(operations.subjectId, view.items[0]!.id));
    expect(tries.map((entry) => entry.state).sort()).toEqual(["confirmed", "refused"]);
    expect(await findViolations(platform.clock.now())).toEqual([]);
  });

  it("L-1: the public counter turns red within a reconciler run, by the reconciler itself", async () => {
    const { orderId } = await buy(["planted.com"]);
    expect(await publicCounter()).toMatchObject({ count: 0 });
    await platform.worldSql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update order_items set state = 'refused' where order_id = ${orderId}`;
    });
    const found = async () =>
      (await db().select().from(invariantFindings)).some((row) => row.invariant === "I-1" && row.rowKey === orderId);
    expect(await platform.run(6 * MINUTE, found)).toBe(true);
    expect(await publicCounter()).toMatchObject({ count: 1 });
  });
});
