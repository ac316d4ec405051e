import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { auditLog, bookDifferences, cases, operations } from "@/db/schema";
import { HOUR, later, MINUTE } from "@/lib/kernel/clock";
import { orderView } from "@/lib/orders/order-view";
import { resolveItem } from "@/lib/orders/resolve-item";
import { useShop } from "@/lib/orders/test-shop";
import { findViolations } from "@/lib/reconcile/find-violations";
import { closeCase, listCases } from "./cases";
import { listOperations } from "./list-operations";
import { orderTrace } from "./order-trace";
import { overview } from "./overview";

const shop = useShop();
const admin = async () => makeAdmin({ clock: shop.clock });
/** Rows of the trace are written a turn after the calls they tell of. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const traceOf = async (ctx: Parameters<typeof orderTrace>[0], orderId: string) => {
  for (let turns = 0; turns < 50; turns += 1) {
    await settled();
    const rows = await orderTrace(ctx, orderId);
    if (rows.some((row) => row.verb === "register")) return rows;
  }
  return [];
};

/** A registration whose answer was lost, at the moment when nobody knows. */
async function unknown(name: string) {
  const held = await shop.hold([name]);
  await shop.beat(held.orderId);
  const [item] = await shop.items(held.orderId);
  return { ...held, itemId: item!.id };
}

describe("the queue of operations", () => {
  it("AN-49: shows what is in flight with its error; a check looks, and changes nothing that is not known", async () => {
    const { ctx } = await admin();
    const { itemId, orderId } = await unknown("asked-timeout-not-done.com");
    const row = (await listOperations(ctx)).rows.find((one) => one.itemId === itemId);
    expect(row).toMatchObject({
      verb: "register",
      state: "unknown",
      itemOpen: true,
      orderId,
      name: "asked-timeout-not-done.com",
    });
    expect(row?.lastError).toMatch(/no reply/);
    expect(await resolveItem(ctx, { itemId, way: "check" })).toEqual({
      message: "Looked: it is still in flight. Nothing was changed.",
    });
    expect((await shop.items(orderId))[0]).toMatchObject({ state: "registering" });
    expect(await shop.charges("asked-timeout-not-done.com")).toEqual([]);
    await shop.play(orderId);
  });

  it("AN-49: offers no retry at all, so none is possible while the outcome is unknown", async () => {
    const { ctx } = await admin();
    const { itemId, orderId } = await unknown("no-retry-timeout-done.com");
    const before = shop.calls.filter((call) => call === "sandbox:register").length;
    await expect(resolveItem(ctx, { itemId, way: "retry" as "check" })).rejects.toThrow();
    for (let clicks = 0; clicks < 5; clicks += 1) await resolveItem(ctx, { itemId, way: "check" });
    expect(shop.calls.filter((call) => call === "sandbox:register")).toHaveLength(before);
    await shop.play(orderId);
    expect(await shop.charges("no-retry-timeout-done.com")).toHaveLength(1);
  });

  it("AN-49: adopts what our account holds, and the money is captured next", async () => {
    const { ctx, user } = await admin();
    const { ctx: member, itemId, orderId } = await unknown("adopted-timeout-done.com");
    shop.clock.advance(5 * MINUTE);
    await shop.world.registrar.settle();
    expect(await resolveItem(ctx, { itemId, way: "adopt" })).toMatchObject({
      message: expect.stringContaining("Adopted"),
    });
    expect(await shop.items(orderId)).toMatchObject([{ state: "registered" }]);
    await shop.play(orderId);
    const view = await orderView(member, orderId);
    expect(view).toMatchObject({ state: "completed", money: { chargedMinor: view.totalMinor } });
    expect(view.timeline.map((fact) => fact.fact)).toContain("operation_adopted");
    expect(await shop.charges("adopted-timeout-done.com")).toHaveLength(1);
    const [entry] = await db().select().from(auditLog).where(eq(auditLog.subjectId, itemId));
    expect(entry).toMatchObject({ action: "item.adopted", actorKind: "admin", actorId: user.id });
    await expect(resolveItem(ctx, { itemId, way: "adopt" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("AN-49: voids only what the registrar proves it did not do", async () => {
    const { ctx } = await admin();
    const lost = await unknown("voided-timeout-not-done.com");
    expect(await resolveItem(ctx, { itemId: lost.itemId, way: "void" })).toMatchObject({
      message: expect.stringContaining("Ended"),
    });
    await shop.play(lost.orderId);
    const view = await orderView(lost.ctx, lost.orderId);
    expect(view).toMatchObject({ state: "failed", money: { chargedMinor: 0, releasedMinor: view.totalMinor } });
    expect(await shop.intents(lost.orderId)).toMatchObject([{ status: "canceled", taken: 0 }]);

    const done = await unknown("kept-timeout-done.com");
    await expect(resolveItem(ctx, { itemId: done.itemId, way: "void" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("cannot be ended"),
    });
    expect((await shop.items(done.orderId))[0]).toMatchObject({ state: "registering" });
    await shop.play(done.orderId);
    expect(await orderView(done.ctx, done.orderId)).toMatchObject({ state: "completed" });
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });

  it("AN-49: adopts nothing that our account does not hold", async () => {
    const { ctx } = await admin();
    const { itemId, orderId } = await unknown("nothing-timeout-not-done.com");
    await expect(resolveItem(ctx, { itemId, way: "adopt" })).rejects.toMatchObject({ code: "conflict" });
    await shop.play(orderId);
  });

  it("AN-49: pages through what was done, newest first, each once", async () => {
    const { ctx } = await admin();
    const all = (await listOperations(ctx, { show: "all", limit: 200 })).rows.map((row) => row.id);
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listOperations(ctx, { show: "all", limit: 3, after });
      paged.push(...page.rows.map((row) => row.id));
      if (!page.next) break;
      after = page.next;
    }
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe((await db().select().from(operations)).length);
    const refused = await listOperations(ctx, { show: "refused" });
    expect(refused.rows.every((row) => row.state === "refused")).toBe(true);
  });
});

describe("the trace of an order", () => {
  it("AN-51: has every call made for it, tied to its operation, in order and with its status", async () => {
    const { ctx } = await admin();
    const { orderId, view } = await shop.buy(["traced.com"]);
    const rows = await traceOf(ctx, orderId);
    const verbs = rows.map((row) => `${row.provider} ${row.verb}`);
    for (const verb of [
      "stripe POST /v1/checkout/sessions",
      "sandbox register",
      "stripe POST /v1/payment_intents/:id/capture",
    ])
      expect(verbs).toContain(verb);
    expect(verbs.indexOf("sandbox register")).toBeLessThan(
      verbs.indexOf("stripe POST /v1/payment_intents/:id/capture"),
    );
    const asked = rows.find((row) => row.verb === "register");
    expect(asked).toMatchObject({ status: 202, outcome: "ok", request: { method: "POST" } });
    expect(asked?.durationMs).toBeGreaterThanOrEqual(0);
    expect(view.state).toBe("completed");
  });

  it("AN-51: keys, tokens and card data are nowhere in it, nor in any other table that keeps text", async () => {
    const { ctx } = await admin();
    const { orderId } = await shop.buy(["canary.com", "canary-timeout-done.com"]);
    const rows = JSON.stringify(await traceOf(ctx, orderId));
    expect(rows).toContain("canary.com");
    const canaries = ["sk_test_platform", "whsec_platform_under_test", "Bearer", "4242424242424242", "signkey-test"];
    for (const canary of canaries) expect(rows, canary).not.toContain(canary);
    const tables = await shop.platform.worldSql<{ table_name: string }[]>`
      select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    expect(tables.length).toBeGreaterThan(20);
    for (const { table_name: table } of tables) {
      for (const canary of canaries) {
        const [hit] = await shop.platform.worldSql`
          select count(*)::int as count from ${shop.platform.worldSql(table)} t where strpos(t::text, ${canary}) > 0`;
        expect(hit?.count, `${canary} in ${table}`).toBe(0);
      }
    }
  });
});

describe("the first look of an admin", () => {
  it("U-1: counts what waits, what is stuck for more than two minutes, and what the day brought", async () => {
    const { ctx } = await admin();
    const { orderId } = await unknown("stuck-timeout-not-done.com");
    shop.clock.advance(3 * MINUTE);
    const seen = await overview(ctx);
    expect(seen).toMatchObject({ chargedNotDelivered: 0, deliveredNotPaid: 0, heldMinor: 1399 });
    expect(seen.stuck).toBe(1);
    expect(seen.today.names).toBeGreaterThan(0);
    expect(seen.today.takenMinor).toBe(seen.today.names * 1399);
    expect(seen.today.costMinor).toBe(seen.today.names * 1046);
    await shop.play(orderId);
    expect((await overview(ctx)).stuck).toBe(0);
  });

  it("L-5: counts the differences between the books that nobody has closed for a day", async () => {
    const { ctx } = await admin();
    const difference = (id: string, hoursAgo: number, state: "open" | "explained" = "open") => ({
      ...{ id, key: id, state, month: "2026-11", cause: "fee", amountMinor: 1, currency: "USD", facts: {} },
      openedAt: later(shop.clock.now(), -hoursAgo * HOUR),
    });
    await db()
      .insert(bookDifferences)
      .values([difference("fresh", 23), difference("old", 25), difference("closed", 99, "explained")]);
    expect((await overview(ctx)).differencesOld).toBe(1);
  });

  it("R15: a case is closed with what was done, once, by a named admin", async () => {
    const { ctx, user } = await admin();
    const { orderId } = await shop.hold(["cased-low-balance.com"]);
    await shop.beat(orderId);
    const [open] = await listCases(ctx);
    expect(open).toMatchObject({
      kind: "registrar_balance",
      state: "open",
      summary: expect.stringContaining("Holds are kept"),
    });
    expect((await overview(ctx)).openCases).toBe(1);
    await expect(closeCase(ctx, { caseId: open!.id, resolution: "  " })).rejects.toMatchObject({ code: "invalid" });
    await closeCase(ctx, { caseId: open!.id, resolution: "Paid in 500 USD." });
    await expect(closeCase(ctx, { caseId: open!.id, resolution: "Again" })).rejects.toMatchObject({ code: "conflict" });
    const [row] = await db().select().from(cases).where(eq(cases.id, open!.id));
    expect(row).toMatchObject({ state: "closed", ownerUserId: user.id, resolution: "Paid in 500 USD." });
    expect((await listCases(ctx, "closed"))[0]).toMatchObject({ id: open!.id, resolution: "Paid in 500 USD." });
  });

  it("none of it exists for a merchant, nor for a job", async () => {
    const { ctx } = await shop.platform.merchant();
    for (const other of [ctx, shop.platform.ctx]) {
      for (const read of [listOperations, listCases, overview])
        await expect(read(other)).rejects.toMatchObject({ code: "not_found" });
      await expect(orderTrace(other, "ord_1")).rejects.toMatchObject({ code: "not_found" });
      await expect(closeCase(other, { caseId: "cas_1", resolution: "x" })).rejects.toMatchObject({ code: "not_found" });
      await expect(resolveItem(other, { itemId: "itm_1", way: "check" })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
