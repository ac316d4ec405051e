import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  cases,
  domains,
  invoiceLines,
  invoices,
  merchants,
  nameClaims,
  notices,
  operations,
  orders,
  paymentMethods,
  payments,
  refunds,
} from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { creditBalance } from "@/lib/billing/credit-balance";
import { issueInvoice } from "@/lib/billing/issue-invoices";
import { post } from "@/lib/billing/post";
import { DAY, later } from "@/lib/kernel/clock";
import { findViolations } from "@/lib/reconcile/find-violations";
import { billAfter } from "@/lib/renewals/bill-after";
import { askSavedCard } from "./ask-saved-card";
import { cancelOrder } from "./cancel-order";
import { chargeInvoice } from "./charge-invoice";
import { orderView } from "./order-view";
import { payInvoice } from "./pay-invoice";
import { recordPayment } from "./record-payment";
import { refreshPayment } from "./refresh-payment";
import { returnFromPayment } from "./return-from-payment";
import { settleRefund } from "./settle-refund";
import { type Member, useShop } from "./test-shop";

const shop = useShop();
const yearMs = 365 * DAY;

let number = 0;
let member: Member;
let name: string;
let domainId: string;
let before: Date;

async function own(spelling = ""): Promise<void> {
  member = await shop.platform.merchant();
  number += 1;
  name = `kept-${number}${spelling}.com`;
  await shop.buy([name], { member });
  const row = await shop.domain(name);
  domainId = row!.id;
  before = row!.expiresAt!;
}

async function invoice(years = 1): Promise<string> {
  const issued = await inTransaction("test-invoice", (tx) =>
    issueInvoice(tx, shop.platform.ctx, {
      merchantId: member.merchant.id,
      kind: "renewal",
      dueAt: later(shop.clock.now(), 14 * DAY),
      lines: [
        {
          kind: "renew",
          domainId,
          nameAscii: name,
          years,
          periodStart: before,
          priceMinor: 1399 * years,
          costMinor: 1046 * years,
          costCurrency: "USD",
        },
      ],
    }),
  );
  return issued.id;
}

const invoiceRow = async (id: string) => (await db().select().from(invoices).where(eq(invoices.id, id)))[0]!;
const yearsGained = async () => {
  const [row] = await db().select().from(domains).where(eq(domains.id, domainId));
  return Math.round((row!.expiresAt!.getTime() - before.getTime()) / yearMs);
};
const renewals = async () => (await shop.charges(name)).filter((charge) => charge.verb === "renew").length;

/** A hold on the saved card that somebody takes in Stripe's own dashboard. */
async function takeByHand(orderId: string, amountMinor: number): Promise<void> {
  const { ctx } = shop.platform;
  const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
  const [merchant] = await db().select().from(merchants).where(eq(merchants.id, member.merchant.id));
  const [card] = await db().select().from(paymentMethods).where(eq(paymentMethods.merchantId, member.merchant.id));
  const paymentMethodId = card!.id;
  const written = await inTransaction("test-second", (tx) =>
    recordPayment(tx, ctx, order!, { kind: "saved_card", amountMinor, paymentMethodId }),
  );
  const customerId = merchant!.stripeCustomerId!;
  await askSavedCard(ctx, { order: order!, ...written, customerId, paymentMethodId });
  const [held] = await db().select().from(payments).where(eq(payments.id, written.payment.id));
  await openPayments(ctx).capture({ intentId: held!.intentId!, amountMinor, key: `by-hand:${orderId}` });
}

async function settleRefunds(orderId: string): Promise<void> {
  for (const { id } of await db().select().from(refunds).where(eq(refunds.orderId, orderId)))
    await settleRefund(shop.platform.ctx, { refundId: id });
}

describe("a renewal invoice that is paid", () => {
  beforeEach(() => own());

  it("CO-3, CO-8, CO-37: on Stripe's page: held, renewed by exactly the years paid, captured, and the expiry is the registrar's", async () => {
    const invoiceId = await invoice(2);
    const { orderId, payUrl } = await payInvoice(member.ctx, { invoiceId });
    await shop.platform.pay(payUrl);
    await returnFromPayment(member.ctx, { orderId });
    expect(await renewals()).toBe(0);
    await shop.play(orderId);
    expect(await yearsGained()).toBe(2);
    expect(await invoiceRow(invoiceId)).toMatchObject({ state: "paid" });
    expect(await orderView(member.ctx, orderId)).toMatchObject({
      state: "completed",
      headline: `${name} is renewed`,
      money: { chargedMinor: 2798 },
    });
    const there = await shop.world.registrar.charges();
    expect(there.filter((charge) => charge.name === name && charge.verb === "renew")).toHaveLength(1);
  });

  it("CO-36: by the saved card, without anybody present", async () => {
    const invoiceId = await invoice();
    const charge = await chargeInvoice(shop.platform.ctx, { invoiceId });
    expect(charge.outcome).toBe("started");
    await shop.play(charge.orderId!);
    expect(await yearsGained()).toBe(1);
    expect((await shop.intents(charge.orderId!)).map(({ status, taken }) => [status, taken])).toEqual([
      ["succeeded", 1399],
    ]);
    expect(await chargeInvoice(shop.platform.ctx, { invoiceId })).toMatchObject({ outcome: "nothing_due" });
  });

  it("N-2: two at once make one order and one renewal", async () => {
    const invoiceId = await invoice();
    const twice = [1, 2].map(() => chargeInvoice(shop.platform.ctx, { invoiceId }));
    // Whoever comes second may be told by Stripe that the first is still at it, and tries again later.
    const ended = await Promise.allSettled(twice);
    expect(ended.some((one) => one.status === "fulfilled" && one.value.outcome === "started")).toBe(true);
    const made = await db().select().from(orders).where(eq(orders.invoiceId, invoiceId));
    expect(made).toHaveLength(1);
    await shop.play(made[0]!.id);
    expect(await renewals()).toBe(1);
    expect(await yearsGained()).toBe(1);
  });

  it("N-3: a paid one cannot be paid again", async () => {
    const invoiceId = await invoice();
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    await shop.play(orderId!);
    await expect(payInvoice(member.ctx, { invoiceId })).rejects.toThrow(/is paid already\. Nothing was charged/);
  });

  it("N-3: what is taken a second time on a paid invoice becomes account credit, once", async () => {
    const invoiceId = await invoice();
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    await shop.play(orderId!);
    await takeByHand(orderId!, 1399);
    await refreshPayment(shop.platform.ctx, { orderId: orderId! });
    await refreshPayment(shop.platform.ctx, { orderId: orderId! });
    await settleRefunds(orderId!);
    expect(await creditBalance(member.merchant.id, "USD")).toBe(1399);
    expect(await shop.facts(orderId!)).toContain("refunded_to_credit");
    const mails = await db().select().from(notices).where(eq(notices.merchantId, member.merchant.id));
    expect(mails.map((mail) => mail.subject)).toContain("13.99 USD is added to your account credit");
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });

  it("N-3: an invoice that was paid by another way meanwhile is not paid twice: the order's money becomes account credit", async () => {
    const invoiceId = await invoice();
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    const now = shop.clock.now();
    await db().update(invoices).set({ state: "paid", paidAt: now, endedAt: now }).where(eq(invoices.id, invoiceId));
    await shop.play(orderId!);
    await settleRefunds(orderId!);
    expect(await creditBalance(member.merchant.id, "USD")).toBe(1399);
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });

  it("N-3: what is taken on an order that came to nothing goes back to the card", async () => {
    const invoiceId = await invoice();
    const { orderId } = await payInvoice(member.ctx, { invoiceId });
    await cancelOrder(member.ctx, { orderId });
    await takeByHand(orderId, 1399);
    await refreshPayment(shop.platform.ctx, { orderId });
    await settleRefunds(orderId);
    expect(await creditBalance(member.merchant.id, "USD")).toBe(0);
    expect(await shop.facts(orderId)).toContain("refunded");
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });

  it("L-6: billed afterwards, one case waits for its money, and ends when it has come", async () => {
    await billAfter(shop.platform.ctx, { domainId, cause: "renewed_first" });
    const [receivable] = await db()
      .select()
      .from(invoices)
      .where(and(eq(invoices.merchantId, member.merchant.id), eq(invoices.kind, "receivable")));
    const [order] = await db().select().from(orders).where(eq(orders.invoiceId, receivable!.id));
    await shop.play(order!.id);
    const casesOf = async () =>
      (await db().select().from(cases).where(eq(cases.orderId, order!.id))).map(({ kind, state }) => [kind, state]);
    expect(await casesOf()).toEqual([["renewed_unpaid", "open"]]);
    expect(await chargeInvoice(shop.platform.ctx, { invoiceId: receivable!.id })).toMatchObject({ outcome: "started" });
    await shop.beat(order!.id);
    expect(await invoiceRow(receivable!.id)).toMatchObject({ state: "paid" });
    expect(await casesOf()).toEqual([["renewed_unpaid", "closed"]]);
  });

  it("AN-17: account credit first, the card for the rest", async () => {
    const merchantId = member.merchant.id;
    await inTransaction("give-credit", (tx) =>
      post(tx, shop.platform.ctx, {
        kind: "credit_granted",
        externalKey: `test:${merchantId}`,
        orderId: null,
        merchantId,
        currency: "USD",
        lines: [
          { account: "goodwill", amountMinor: 500 },
          { account: "merchant_credit", amountMinor: -500 },
        ],
      }),
    );
    const invoiceId = await invoice();
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    await shop.play(orderId!);
    const paid = await db().select().from(payments).where(eq(payments.orderId, orderId!));
    expect(paid.map(({ kind, state, capturedMinor }) => [kind, state, capturedMinor]).sort()).toEqual([
      ["credit", "captured", 500],
      ["saved_card", "captured", 899],
    ]);
    expect(await invoiceRow(invoiceId)).toMatchObject({ state: "paid" });
  });

  it("another merchant's invoice does not exist", async () => {
    const invoiceId = await invoice();
    const other = await shop.platform.merchant();
    await expect(payInvoice(other.ctx, { invoiceId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a renewal that goes wrong", () => {
  it.each(["timeout-done", "garbage", "error-500-done", "duplicate"] as const)(
    "N-4, U-2: %s: one year is bought, and only one",
    async (mode) => {
      await own();
      const invoiceId = await invoice();
      shop.world.registrar.failNext({ verb: "renew", mode, name });
      const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
      await shop.play(orderId!);
      expect([await renewals(), await yearsGained(), (await invoiceRow(invoiceId)).state]).toEqual([1, 1, "paid"]);
    },
  );

  it.each(["timeout-not-done", "error-500", "rate-limited"] as const)(
    "R3: %s: it is looked at, then asked again",
    async (mode) => {
      await own();
      const invoiceId = await invoice();
      shop.world.registrar.failNext({ verb: "renew", mode, name });
      const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
      await shop.play(orderId!);
      expect([await renewals(), await yearsGained()]).toEqual([1, 1]);
    },
  );

  it("N-7, CO-9: a name that is no longer here is not charged for, and the merchant is told", async () => {
    await own();
    const invoiceId = await invoice();
    await shop.world.registrar.transferAway(name);
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    await shop.play(orderId!);
    const view = await orderView(member.ctx, orderId!);
    expect(view.money.chargedMinor).toBe(0);
    expect(view.items[0]?.failure?.message).toContain("is no longer in our account");
    expect((await shop.intents(orderId!)).map(({ status }) => status)).toEqual(["canceled"]);
  });

  it("a card that declines charges nothing, frees the name, and the next card in turn is asked", async () => {
    await own();
    await db().update(paymentMethods).set({ expYear: 2020 }).where(eq(paymentMethods.merchantId, member.merchant.id));
    const invoiceId = await invoice();
    expect(await chargeInvoice(shop.platform.ctx, { invoiceId })).toMatchObject({ outcome: "no_card" });
    expect(await db().select().from(nameClaims).where(eq(nameClaims.nameAscii, name))).toEqual([]);
    expect((await invoiceRow(invoiceId)).state).toBe("open");
  });

  it("N-9: a merchant who has said meanwhile to let it expire is not renewed and not charged", async () => {
    await own();
    const invoiceId = await invoice();
    const { orderId } = await chargeInvoice(shop.platform.ctx, { invoiceId });
    await db().update(domains).set({ autoRenew: false }).where(eq(domains.id, domainId));
    await shop.play(orderId!);
    expect([await renewals(), await yearsGained()]).toEqual([0, 0]);
    expect((await shop.intents(orderId!)).map(({ taken }) => taken)).toEqual([0]);
  });
});

describe("what holds after all of it", () => {
  beforeAll(() => own());

  it("I-8, I-11: each renewed line has one confirmed operation and one charge of the registrar, and no invariant is broken", async () => {
    const lines = await db().select().from(invoiceLines).where(eq(invoiceLines.kind, "renew"));
    const delivered = lines.filter((line) => line.orderItemId !== null);
    expect(delivered.length).toBeGreaterThan(5);
    const confirmed = (await db().select().from(operations).where(eq(operations.verb, "renew"))).filter(
      (operation) => operation.state === "confirmed",
    );
    expect(confirmed.map((operation) => operation.subjectId).sort()).toEqual(
      delivered.map((line) => line.orderItemId).sort(),
    );
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });
});
