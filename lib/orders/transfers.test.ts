import { eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  domains,
  invoices,
  ledgerEntries,
  ledgerTransactions,
  nameClaims,
  refunds,
  tldCosts,
  transferCodes,
} from "@/db/schema";
import { DAY, HOUR } from "@/lib/kernel/clock";
import { findViolations } from "@/lib/reconcile/find-violations";
import { publicCounter } from "@/lib/reconcile/public-counter";
import { advanceOrder } from "./advance-order";
import { cancelOrder } from "./cancel-order";
import { correctCode } from "./correct-code";
import { orderTransfer } from "./order-transfer";
import { orderView } from "./order-view";
import { returnFromPayment } from "./return-from-payment";
import { settleRefund } from "./settle-refund";
import { type Member, useShop } from "./test-shop";

const shop = useShop();
let number = 0;
function elsewhere(spelling = ""): string {
  number += 1;
  return `moving-${number}-elsewhere${spelling}.com`;
}
/** Prices of today, whatever days the test before has let pass. */
const price = () =>
  db().update(tldCosts).set({ transferMinor: 1046, fetchedAt: shop.clock.now() }).where(eq(tldCosts.tld, "com"));
beforeEach(async () => void (await price()));

async function order(name: string, { code = `code-${name}`, member }: { code?: string; member?: Member } = {}) {
  const buyer = member ?? (await shop.platform.merchant());
  const { orderId, payUrl } = await orderTransfer(buyer.ctx, {
    name,
    authCode: code,
    contactId: buyer.contact.id,
    privacy: true,
  });
  await shop.platform.pay(payUrl);
  await returnFromPayment(buyer.ctx, { orderId });
  return { ...buyer, orderId };
}

/** Lets days pass, an hour at a time, with refunds on their way. */
async function live(orderId: string, days: number) {
  for (let hours = 0; hours < days * 24; hours += 6) {
    const wait = await shop.beat(orderId);
    for (const { id } of await db().select().from(refunds).where(eq(refunds.orderId, orderId)))
      await settleRefund(shop.platform.ctx, { refundId: id });
    await advanceOrder(shop.platform.ctx, { orderId });
    if (wait === null) return;
    shop.clock.advance(6 * HOUR);
  }
}
const taken = async (orderId: string) => (await shop.intents(orderId)).reduce((sum, intent) => sum + intent.taken, 0);

describe("a transfer in", () => {
  it("PE-30, PE-31, PE-33, X-4: is charged when it was accepted, and arrives with the registrar's expiry, a year later than before", async () => {
    const name = elsewhere();
    const { ctx, orderId } = await order(name);
    expect(await taken(orderId)).toBe(0);
    await shop.beat(orderId);
    shop.clock.advance(2000);
    await shop.beat(orderId);
    const under = await orderView(ctx, orderId);
    expect(under).toMatchObject({ state: "fulfilling", headline: `Transferring ${name}` });
    expect(under.items[0]?.stage).not.toBeNull();
    expect(await taken(orderId)).toBe(under.totalMinor);
    expect((await publicCounter()).count).toBe(0);
    await live(orderId, 8);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "completed", headline: `${name} is here` });
    const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, name));
    const [held] = (await shop.world.registrar.holdings()).filter((each) => each.name === name);
    expect(domain).toMatchObject({ registration: "active", expirySource: "registrar" });
    expect(domain?.expiresAt).toEqual(held?.expiresAt);
    expect(await db().select().from(invoices).where(eq(invoices.orderId, orderId))).toMatchObject([{ state: "paid" }]);
  });

  it("T-8: its code is gone with its end, and was at rest only sealed", async () => {
    const name = elsewhere();
    const { orderId } = await order(name, { code: "canary-T8-code" });
    const [item] = await shop.items(orderId);
    const [kept] = await db().select().from(transferCodes).where(eq(transferCodes.orderItemId, item!.id));
    expect(kept?.sealed).toMatch(/^v1\./);
    expect(kept?.sealed).not.toContain("canary");
    await live(orderId, 20);
    expect(await db().select().from(transferCodes).where(eq(transferCodes.orderItemId, item!.id))).toEqual([]);
  });

  it("T-1, CO+8, U-13: a wrong code is told, corrected in place, and the transfer goes on with the money it has", async () => {
    const name = elsewhere();
    const { ctx, orderId } = await order(name, { code: "wrong-code-1" });
    await live(orderId, 2);
    const refused = await orderView(ctx, orderId);
    expect(refused.headline).toBe("Another auth code is needed");
    expect(refused.items[0]?.failure?.message).toContain("was refused");
    const chargedBefore = await taken(orderId);
    await correctCode(ctx, { orderId, authCode: ` "code-${name}" ` });
    await live(orderId, 8);
    expect(await orderView(ctx, orderId)).toMatchObject({ state: "completed" });
    expect(await taken(orderId)).toBe(Math.max(chargedBefore, refused.totalMinor));
    expect(await shop.facts(orderId)).toContain("code_corrected");
  });

  it("T-4: a losing registrar that rejects is told in words, and all of the money goes back", async () => {
    const name = elsewhere("-transfer-refused");
    const { ctx, orderId } = await order(name);
    await live(orderId, 8);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({
      state: "failed",
      headline: `${name} could not be transferred, and everything is refunded`,
      money: { chargedMinor: 0, refundedMinor: view.totalMinor },
    });
    expect(view.items[0]?.failure?.message).toContain("You get all of the money back.");
    const books = await db()
      .select({ account: ledgerEntries.account, minor: ledgerEntries.amountMinor })
      .from(ledgerEntries)
      .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
      .where(eq(ledgerTransactions.orderId, orderId));
    const sum = (account: string) =>
      books.filter((row) => row.account === account).reduce((total, row) => total + row.minor, 0);
    expect(["stripe", "sales", "tax"].map(sum)).toEqual([0, 0, 0]);
  });

  it("T-1: a name that is locked is refused before anything is charged", async () => {
    const name = elsewhere("-locked");
    const { ctx, orderId } = await order(name);
    await live(orderId, 2);
    const view = await orderView(ctx, orderId);
    expect(view).toMatchObject({ state: "failed", money: { capturedMinor: 0, chargedMinor: 0 } });
    expect(await taken(orderId)).toBe(0);
  });

  it.each(["timeout-done", "timeout-not-done", "error-500", "garbage", "duplicate"] as const)(
    "T-2: %s: one transfer is asked for, and it arrives",
    async (mode) => {
      const name = elsewhere();
      shop.world.registrar.failNext({ verb: "transfer", mode, name });
      const { ctx, orderId } = await order(name);
      await live(orderId, 9);
      expect((await orderView(ctx, orderId)).state).toBe("completed");
      expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["transfer"]);
    },
  );

  it("T-6: of two who want the same name the second is told before paying", async () => {
    const name = elsewhere();
    const { orderId } = await order(name);
    await expect(order(name)).rejects.toThrow(/is being ordered at this moment\. Nothing was charged/);
    await live(orderId, 9);
  });

  it("T-5: one that is stuck after 14 days is a person's, with the money to be offered back", async () => {
    const name = elsewhere("-transfer-stuck");
    const { orderId } = await order(name);
    await live(orderId, 15);
    const [found] = await shop.platform.worldSql`select kind, summary from cases where order_id = ${orderId}`;
    expect(found).toMatchObject({ kind: "transfer_slow" });
  });

  it("an unpaid one can be cancelled, and the name is free again", async () => {
    const name = elsewhere();
    const member = await shop.platform.merchant();
    const { orderId } = await orderTransfer(member.ctx, {
      name,
      authCode: "some-code",
      contactId: member.contact.id,
      privacy: false,
    });
    await cancelOrder(member.ctx, { orderId });
    expect(
      await db()
        .select()
        .from(nameClaims)
        .where(inArray(nameClaims.nameAscii, [name])),
    ).toEqual([]);
  });

  it.each([
    ["", "authCode"],
    ["a b c d", "authCode"],
    ["x".repeat(300), "authCode"],
  ])("refuses the code %j without repeating it", async (authCode, field) => {
    const member = await shop.platform.merchant();
    const asked = orderTransfer(member.ctx, {
      name: elsewhere(),
      authCode,
      contactId: member.contact.id,
      privacy: true,
    });
    await expect(asked).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  });
});

describe("what holds after all of it", () => {
  it("I-1, I-2, I-3, I-13: no invariant is broken", async () => {
    shop.clock.advance(DAY);
    expect((await findViolations(shop.clock.now())).filter(({ invariant }) => invariant !== "I-21")).toEqual([]);
  });
});
