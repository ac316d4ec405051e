import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { invoices, orders, refunds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { payInvoice } from "@/lib/orders/pay-invoice";
import { refundOrder } from "@/lib/orders/refund-order";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { settleRefund } from "@/lib/orders/settle-refund";
import { useShop } from "@/lib/orders/test-shop";
import { creditBalance } from "./credit-balance";
import { endInvoice } from "./end-invoice";
import { invoiceView } from "./invoice-view";
import { issueInvoice } from "./issue-invoices";
import { listInvoices, owedByMerchant } from "./list-invoices";
import { refundQuote } from "./refund-quote";
import { addGraceDays } from "./refund-rule";
import { listCards, openCardPage, preferCard, refreshCards, removeCard } from "./saved-cards";

const shop = useShop();
let admin: Ctx;
beforeAll(async () => {
  admin = (await makeAdmin({ clock: shop.clock })).ctx;
});

async function receiptOf(orderId: string) {
  const [row] = await db()
    .select()
    .from(invoices)
    .where(and(eq(invoices.orderId, orderId), eq(invoices.kind, "sale")));
  return row!;
}

describe("AN-20: what a refund means", () => {
  it("within the add grace period: the registry would take the name back", async () => {
    const { orderId } = await shop.buy(["grace-inside.com"]);
    const quote = await refundQuote(admin, { orderId });
    expect(quote).toMatchObject({
      capturedMinor: 1399,
      refundableMinor: 1399,
      costs: [{ currency: "USD", minor: 1046, keptMinor: 0 }],
      items: [{ nameAscii: "grace-inside.com", costReturns: true }],
    });
    expect(quote.sentence).toMatch(
      /^Up to 13\.99 USD can be given back\. The registry takes grace-inside\.com back until/,
    );
  });

  it("after it: the registry keeps its price", async () => {
    const { orderId } = await shop.buy(["grace-outside.com"]);
    shop.clock.advance(addGraceDays * DAY + HOUR);
    const quote = await refundQuote(admin, { orderId });
    expect(quote.costs).toEqual([{ currency: "USD", minor: 1046, keptMinor: 1046 }]);
    expect(quote.sentence).toBe(
      "Up to 13.99 USD can be given back. The registry keeps 10.46 USD for grace-outside.com: a refund of it is our loss, and the years stay on the name.",
    );
  });

  it("is for the platform's eyes", async () => {
    const { orderId, ctx } = await shop.buy(["grace-nobody.com"]);
    await expect(refundQuote(ctx, { orderId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("in part to account credit: a credit note, the receipt says so, and no more than was taken can go", async () => {
    const { orderId, ctx, merchant } = await shop.buy(["part-back.com"]);
    const { id } = await receiptOf(orderId);
    await refundOrder(admin, { orderId, amountMinor: 399, reason: "For the wait", to: "credit" });
    expect((await refundQuote(admin, { orderId })).refundableMinor).toBe(1000);
    for (const { id: refundId } of await db()
      .select({ id: refunds.id })
      .from(refunds)
      .where(eq(refunds.orderId, orderId)))
      await settleRefund(shop.platform.ctx, { refundId });
    expect(await creditBalance(merchant.id, "USD")).toBe(399);
    expect((await refundQuote(admin, { orderId })).refundableMinor).toBe(1000);
    const view = await invoiceView(ctx, id);
    expect(view).toMatchObject({
      state: "paid",
      creditedMinor: 399,
      creditNotes: [{ totalMinor: 399, reason: "For the wait" }],
    });
    expect(view.history.map(({ sentence }) => sentence).join("\n")).toMatch(/Paid 13\.99 USD by .*\n.*3\.99 USD/);
    await expect(
      refundOrder(admin, { orderId, amountMinor: 1001, reason: "Too much", to: "card" }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await invoiceView(ctx, id)).creditedMinor).toBe(399);
  });
});

describe("an invoice", () => {
  const issue = (merchantId: string, nameAscii: string, domainId: string, periodStart: Date) =>
    inTransaction("test", (tx) =>
      issueInvoice(tx, shop.platform.ctx, {
        merchantId,
        kind: "renewal",
        dueAt: later(shop.clock.now(), 14 * DAY),
        lines: [
          {
            kind: "renew",
            domainId,
            nameAscii,
            years: 1,
            periodStart,
            priceMinor: 1399,
            costMinor: 1046,
            costCurrency: "USD",
          },
        ],
      }),
    );

  it("is listed to its merchant and to admins, and does not exist for anybody else", async () => {
    const mine = await shop.buy(["list-mine.com"]);
    const other = await shop.platform.merchant();
    const receipt = await receiptOf(mine.orderId);
    const listed = await listInvoices(mine.ctx);
    expect(listed.rows).toMatchObject([
      { id: receipt.id, kind: "sale", state: "paid", names: ["list-mine.com"], totalMinor: 1399 },
    ]);
    expect((await listInvoices(other.ctx)).rows).toEqual([]);
    await expect(invoiceView(other.ctx, receipt.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listInvoices(admin, { query: "list-mine" })).rows).toHaveLength(1);
    expect((await listInvoices(admin, { query: receipt.number })).rows).toHaveLength(1);
    expect((await invoiceView(admin, receipt.id)).buyer.name).toBe(mine.merchant.name);
  });

  it("shows a page at a time, each once, and what is owed", async () => {
    const { ctx, merchant, orderId } = await shop.buy(["pages.com"]);
    const domain = await shop.domain("pages.com");
    for (let year = 0; year < 4; year += 1)
      await issue(merchant.id, "pages.com", domain!.id, later(domain!.expiresAt!, year * 365 * DAY));
    const first = await listInvoices(ctx, { limit: 2 });
    const second = await listInvoices(ctx, { limit: 2, after: first.next! });
    const third = await listInvoices(ctx, { limit: 2, after: second.next! });
    const ids = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(5);
    expect(third.next).toBeNull();
    expect(ids).toContain((await receiptOf(orderId)).id);
    expect(await owedByMerchant(ctx)).toEqual([{ currency: "USD", count: 4, openMinor: 4 * 1399, overdueMinor: 0 }]);
    shop.clock.advance(15 * DAY);
    expect(await owedByMerchant(ctx)).toMatchObject([{ overdueMinor: 4 * 1399 }]);
    expect((await listInvoices(ctx, { state: "overdue" })).total).toBe(4);
  });

  it("that is paid reads so, and cannot be ended or paid again", async () => {
    const member = await shop.platform.merchant();
    await shop.buy(["ends.com"], { member });
    const domain = await shop.domain("ends.com");
    const { id } = await issue(member.merchant.id, "ends.com", domain!.id, domain!.expiresAt!);
    expect(await invoiceView(member.ctx, id)).toMatchObject({ dueMinor: 1399, canPay: true });
    const { orderId, payUrl } = await payInvoice(member.ctx, { invoiceId: id });
    await expect(endInvoice(admin, { invoiceId: id, as: "void", reason: "A mistake" })).rejects.toMatchObject({
      code: "conflict",
    });
    await shop.platform.pay(payUrl);
    await returnFromPayment(member.ctx, { orderId });
    await shop.play(orderId);
    const view = await invoiceView(member.ctx, id);
    expect(view).toMatchObject({ state: "paid", dueMinor: 0, canPay: false });
    expect(view.history.map(({ sentence }) => sentence)).toEqual([
      "Issued over 13.99 USD.",
      "Payment was begun.",
      expect.stringMatching(/^Paid 13\.99 USD by visa ···4242\.$/),
    ]);
    await expect(payInvoice(member.ctx, { invoiceId: id })).rejects.toThrow(/Nothing was charged/);
    await expect(endInvoice(admin, { invoiceId: id, as: "void", reason: "A mistake" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await db().select().from(orders).where(eq(orders.invoiceId, id))).toHaveLength(1);
  });

  it("for nothing delivered can be void, but is no claim to be given up", async () => {
    const { ctx, merchant } = await shop.buy(["voids.com"]);
    const domain = await shop.domain("voids.com");
    const { id } = await issue(merchant.id, "voids.com", domain!.id, domain!.expiresAt!);
    await expect(endInvoice(ctx, { invoiceId: id, as: "void", reason: "I would rather not" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(endInvoice(admin, { invoiceId: id, as: "written_off", reason: "Gone" })).rejects.toMatchObject({
      code: "conflict",
    });
    await endInvoice(admin, { invoiceId: id, as: "void", reason: "Issued by mistake" });
    expect(await invoiceView(ctx, id)).toMatchObject({ state: "void", dueMinor: 0, reason: "Issued by mistake" });
  });
});

describe("saved cards", () => {
  it("are saved on Stripe's page, asked in the order chosen, and forgotten there and here", async () => {
    const member = await shop.platform.merchant();
    const { ctx, merchant } = await shop.buy(["cards.com"], { member });
    await shop.buy(["cards-again.com"], { member });
    await refreshCards(shop.platform.ctx, merchant.id);
    const [first, ...others] = await listCards(ctx);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ brand: "visa", last4: "4242", state: "good" });
    const [customer] = await shop.platform.worldSql<{ id: string }[]>`
      select object ->> 'id' as id from sandbox.stripe_objects
      where kind = 'customer' and object -> 'metadata' ->> 'merchant_id' = ${merchant.id}`;
    await shop.platform.pay(await openCardPage(ctx, { customerId: customer!.id }), "5555555555554444");
    await refreshCards(shop.platform.ctx, merchant.id);
    const second = (await listCards(ctx)).find((card) => card.last4 === "4444");
    expect(second?.brand).toBe("mastercard");
    await preferCard(ctx, { cardId: second!.id });
    expect((await listCards(ctx)).map((card) => card.last4)).toEqual(["4444", "4242"]);

    const other = await shop.platform.merchant();
    await expect(removeCard(other.ctx, { cardId: second!.id })).rejects.toMatchObject({ code: "not_found" });
    await removeCard(ctx, { cardId: second!.id });
    await refreshCards(shop.platform.ctx, merchant.id);
    expect((await listCards(ctx)).map((card) => card.last4)).toEqual(["4242"]);
    await removeCard(ctx, { cardId: first!.id });
    await refreshCards(shop.platform.ctx, merchant.id);
    expect(await listCards(ctx)).toEqual([]);
  });
});
