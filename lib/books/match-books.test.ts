import { desc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeDomain } from "@/db/factories";
import { bookDifferences, ledgerEntries, ledgerTransactions, refunds, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { explainDifference } from "./explain-difference";
import { matchBooks } from "./match-books";
import { postProposals } from "./post-proposals";
import { Deals } from "./test-deals";

useTestDatabase();
const deals = new Deals();
const { ctx, clock } = deals;
beforeAll(async () => {
  await deals.open();
  const now = clock.now();
  await db()
    .insert(settings)
    .values({ key: "exchangeRates", value: { EUR: 0.9 }, updatedAt: now });
}, 60_000);

/** Each test looks at what it injected: what others left open is set aside. */
beforeEach(async () => {
  await matchBooks(ctx);
  await db()
    .update(bookDifferences)
    .set({ state: "explained", note: "Of the test before." })
    .where(eq(bookDifferences.state, "open"));
});

const open = () => db().select().from(bookDifferences).where(eq(bookDifferences.state, "open"));
/** A week later bills no longer come in by themselves. */
async function matchLater() {
  clock.advance(4 * DAY);
  await matchBooks(ctx);
  return open();
}
const sumOf = (lines: { amountMinor: number }[] | null) =>
  (lines ?? []).reduce((sum, line) => sum + line.amountMinor, 0);

describe("matching the books", () => {
  it("L-5: finds nothing where all books agree, whether one name was bought or several", async () => {
    await deals.sell(["plain.com"]);
    await deals.sell(["one.com", "two.com", "three.com"], { taxMinor: 120 });
    expect(await matchLater()).toEqual([]);
  });

  it("L-5: a registrar's charge without an order is found, named, and its entry adds the cost", async () => {
    await deals.charge("nobody-bought.com", { amountMinor: 1046 });
    const [found, ...more] = await matchLater();
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      cause: "charge_without_order",
      nameAscii: "nobody-bought.com",
      amountMinor: 1046,
      month: "2026-11",
      proposal: [
        { account: "registrar_cost", amountMinor: 1046, currency: "USD" },
        { account: "registrar_payable", amountMinor: -1046, currency: "USD" },
      ],
    });
  });

  it("L-5: an order that the registrar never charged is found, and its entry takes the cost back", async () => {
    const { order } = await deals.sell(["never-charged.com"], { charge: null });
    const [found] = await matchLater();
    expect(found).toMatchObject({ cause: "order_without_charge", orderId: order.id, amountMinor: -1000 });
    expect(found?.proposal?.[0]).toMatchObject({ account: "registrar_cost", amountMinor: -1000 });
  });

  it("L-5: a wrong amount is found with what it is off by", async () => {
    await deals.sell(["dearer.com"], { charge: { amountMinor: 1250 } });
    const [found] = await matchLater();
    expect(found).toMatchObject({ cause: "wrong_amount", nameAscii: "dearer.com", amountMinor: 250 });
    expect(found?.proposal?.[0]).toMatchObject({ account: "registrar_cost", amountMinor: 250 });
  });

  it("L-5: what a rate explains is drift, and its entry balances in both currencies; what it does not is a wrong amount", async () => {
    await deals.sell(["drifted.com"], { charge: { amountMinor: 950, currency: "EUR" } });
    await deals.sell(["robbed.com"], { charge: { amountMinor: 2000, currency: "EUR" } });
    const found = await matchLater();
    expect(
      found.map(({ nameAscii, cause, amountMinor, currency }) => [nameAscii, cause, amountMinor, currency]).sort(),
    ).toEqual([
      ["drifted.com", "fx_drift", 50, "EUR"],
      ["robbed.com", "wrong_amount", 1100, "EUR"],
    ]);
    for (const { proposal } of found)
      for (const currency of ["EUR", "USD"])
        expect(sumOf(proposal!.filter((line) => line.currency === currency))).toBe(0);
  });

  it("L-5: money at Stripe in another currency is drift where the rate explains it", async () => {
    await deals.sell(["settled-in-euro.com"], { movement: { amountMinor: 1340, currency: "EUR" } });
    const [found] = await matchLater();
    expect(found).toMatchObject({ cause: "fx_drift", amountMinor: 1340 - 1349, currency: "EUR" });
  });

  it("L-5: fees of Stripe are booked with their payment; a fee of its own is a difference", async () => {
    const { order } = await deals.sell(["with-fee.com"], { movement: { feeMinor: 73 } });
    await deals.move({ kind: "fee", amountMinor: -200 });
    const [found, ...more] = await matchLater();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ cause: "fee", amountMinor: -200 });
    expect(found?.proposal).toEqual([
      { account: "stripe_other", amountMinor: -200, currency: "USD" },
      { account: "stripe_fees", amountMinor: 200, currency: "USD" },
    ]);
    const booked = await db()
      .select({ account: ledgerEntries.account, amountMinor: ledgerEntries.amountMinor })
      .from(ledgerTransactions)
      .innerJoin(ledgerEntries, eq(ledgerEntries.transactionId, ledgerTransactions.id))
      .where(eq(ledgerTransactions.orderId, order.id))
      .orderBy(desc(ledgerEntries.id))
      .limit(2);
    expect(booked).toEqual([
      { account: "stripe_other", amountMinor: -73 },
      { account: "stripe_fees", amountMinor: 73 },
    ]);
    expect((await matchBooks(ctx)).fees).toBe(0);
  });

  it("L-5: what Stripe took without a payment, and a payment that Stripe does not have, are two things", async () => {
    await deals.move({ intentId: "pi_unknown", amountMinor: 4200 });
    const { order } = await deals.sell(["not-at-stripe.com"], { movement: null });
    const found = await matchLater();
    expect(found.map(({ cause, amountMinor, orderId }) => [cause, amountMinor, orderId])).toEqual(
      expect.arrayContaining([
        ["charge_without_order", 4200, null],
        ["order_without_charge", -1499, order.id],
      ]),
    );
    expect(found).toHaveLength(2);
  });

  it("L-5: a refund made at Stripe by hand is found with its order; one of ours that Stripe lacks is another", async () => {
    const { order, payment, intentId } = await deals.sell(["refunded-by-hand.com"]);
    await deals.move({ kind: "refund", sourceId: "re_by_hand", intentId, amountMinor: -500 });
    const now = clock.now();
    const ours = {
      id: newId("refund"),
      paymentId: payment.id,
      orderId: order.id,
      merchantId: order.merchantId,
      to: "card" as const,
      kind: "goodwill" as const,
    };
    await db()
      .insert(refunds)
      .values({
        ...ours,
        amountMinor: 300,
        currency: "USD",
        reason: "goodwill",
        state: "done",
        providerRef: "re_lost",
        createdAt: now,
        settledAt: now,
      });
    const found = await matchLater();
    expect(found.map(({ cause, amountMinor, orderId }) => [cause, amountMinor, orderId]).sort()).toEqual([
      ["refund_missing", 300, order.id],
      ["refund_unbooked", -500, order.id],
    ]);
  });

  it("L-5: a chargeback is a loss until it is won, then its entry is offered to be taken back", async () => {
    const { order, intentId } = await deals.sell(["charged-back.com"]);
    const dispute = { kind: "dispute" as const, sourceId: "dp_1", intentId };
    await deals.move({ ...dispute, amountMinor: -1499, feeMinor: 1500 });
    const [found, ...more] = await matchLater();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ cause: "dispute", amountMinor: -1499, orderId: order.id });
    expect(found?.proposal?.[1]).toEqual({ account: "chargebacks", amountMinor: 1499, currency: "USD" });
    await postProposals(ctx, { id: found!.id });
    await deals.move({ ...dispute, amountMinor: 1499 });
    expect(await matchLater()).toMatchObject([{ cause: "posted_twice", amountMinor: 1499, orderId: order.id }]);
  });

  it("L-5: what happened and was never written into the ledger is found, cost and capture alike", async () => {
    const { order } = await deals.sell(["unwritten.com"], { costUnbooked: true, captureUnbooked: true, taxMinor: 99 });
    const found = await matchLater();
    expect(found.map(({ cause, amountMinor }) => [cause, amountMinor]).sort()).toEqual([
      ["unbooked", 1000],
      ["unbooked", 1598],
    ]);
    expect(found.find(({ amountMinor }) => amountMinor === 1598)?.proposal).toEqual([
      { account: "stripe", amountMinor: 1598, currency: "USD" },
      { account: "sales", amountMinor: -1499, currency: "USD" },
      { account: "tax", amountMinor: -99, currency: "USD" },
    ]);
    expect(found.every(({ orderId }) => orderId === order.id)).toBe(true);
  });

  it("L-5: a line that is young waits, without an entry, and is gone when the other one comes", async () => {
    await deals.sell(["billed-tomorrow.com"], { charge: null });
    await matchBooks(ctx);
    expect(await open()).toMatchObject([{ cause: "timing", proposal: null }]);
    clock.advance(20 * HOUR);
    await deals.charge("billed-tomorrow.com");
    await matchBooks(ctx);
    expect(await open()).toEqual([]);
    const [gone] = await db()
      .select()
      .from(bookDifferences)
      .where(eq(bookDifferences.nameAscii, "billed-tomorrow.com"));
    expect(gone?.state).toBe("gone");
  });

  it("L-5: two lines of one bill for one booking are matched by their sum, a year's renewal is not paired with last year's", async () => {
    await deals.sell(["in-two-parts.com"], { charge: { amountMinor: 600 } });
    await deals.charge("in-two-parts.com", { amountMinor: 400 });
    await deals.sell(["long-ago.com"], { charge: null });
    await deals.charge("long-ago.com", { at: later(clock.now(), 25 * DAY) });
    clock.advance(30 * DAY);
    await matchBooks(ctx);
    expect((await open()).map(({ nameAscii, cause }) => [nameAscii, cause]).sort()).toEqual([
      ["long-ago.com", "charge_without_order"],
      ["long-ago.com", "order_without_charge"],
    ]);
  });

  it("L-5: a year that the registrar began by itself, and an order adopted, is matched with its charge", async () => {
    const domain = await makeDomain({ nameAscii: "unasked.com", registrarAccountId: deals.accountId });
    await deals.book({
      kind: "registrar_charge",
      externalKey: `sandbox:unasked:${domain.id}:2026-12-15T00:00:00.000Z`,
      orderId: null,
      lines: [
        { account: "registrar_cost", amountMinor: 1046 },
        { account: "registrar_payable", amountMinor: -1046 },
      ],
    });
    await deals.charge("unasked.com", { verb: "renew", amountMinor: 1046, at: later(clock.now(), -6 * DAY) });
    expect(await matchLater()).toEqual([]);
  });

  it("L-5: what a registrar charged and gave back, for something that did not come about, is no difference", async () => {
    await deals.charge("changed-its-mind.com", { verb: "transfer", amountMinor: 900 });
    await deals.charge("changed-its-mind.com", { verb: "transfer", amountMinor: -900, at: later(clock.now(), DAY) });
    clock.advance(DAY);
    expect(await matchLater()).toEqual([]);
  });

  it("L-5: the same line is the same difference each night, and posting its entry closes it once", async () => {
    await deals.charge("twice-found.com", { amountMinor: 700 });
    const [first] = await matchLater();
    const [again] = await matchLater();
    expect(again?.id).toBe(first?.id);
    const results = await Promise.allSettled([1, 2, 3].map(() => postProposals(ctx, { id: first!.id })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = results.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(refused).toEqual(["conflict", "conflict"]);
    expect(await matchLater()).toEqual([]);
    const lines = await db()
      .select({ account: ledgerEntries.account, amountMinor: ledgerEntries.amountMinor, at: ledgerTransactions.at })
      .from(ledgerTransactions)
      .innerJoin(ledgerEntries, eq(ledgerEntries.transactionId, ledgerTransactions.id))
      .where(eq(ledgerTransactions.externalKey, `book:${first!.key}`));
    expect(lines.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ["registrar_cost", 700],
      ["registrar_payable", -700],
    ]);
    expect(lines[0]?.at.toISOString().slice(0, 7)).toBe(first!.month);
  });

  it("L-5: what was corrected by hand and then comes right by itself is offered to be taken back", async () => {
    await deals.sell(["late-bill.com"], { charge: null });
    const [found] = await matchLater();
    await postProposals(ctx, { id: found!.id });
    await deals.charge("late-bill.com", { at: later(clock.now(), -4 * DAY) });
    await matchBooks(ctx);
    const [undo] = await open();
    expect(undo).toMatchObject({ cause: "posted_twice", amountMinor: 1000 });
    expect(undo?.proposal?.[0]).toMatchObject({ account: "registrar_cost", amountMinor: 1000 });
    await postProposals(ctx, { id: undo!.id });
    expect(await matchLater()).toEqual([]);
  });

  it("L-5: an explanation closes a difference until it becomes another one", async () => {
    const externalId = await deals.charge("explained.com", { amountMinor: 700 });
    const [found] = await matchLater();
    await expect(explainDifference(ctx, { id: found!.id, note: " " })).rejects.toMatchObject({ code: "invalid" });
    await explainDifference(ctx, { id: found!.id, note: "Our own name, bought by hand." });
    await expect(postProposals(ctx, { id: found!.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(explainDifference(ctx, { id: found!.id, note: "Once more." })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await matchLater()).toEqual([]);
    await deals.charge("explained.com", { amountMinor: 900, externalId, at: later(clock.now(), -4 * DAY) });
    await matchBooks(ctx);
    expect(await open()).toMatchObject([{ id: found!.id, amountMinor: 900, note: null }]);
  });

  it("a dry run counts and writes nothing", async () => {
    await deals.charge("only-looked.com");
    clock.advance(4 * DAY);
    const { byCause } = await matchBooks(ctx, { dryRun: true });
    expect(byCause.charge_without_order).toBeGreaterThan(0);
    expect(await open()).toEqual([]);
  });
});
