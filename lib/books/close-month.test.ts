import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { bookDifferences, closedMonths, ledgerTransactions } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { post } from "@/lib/billing/post";
import { DAY, later, ManualClock } from "@/lib/kernel/clock";
import { closeMonth } from "./close-month";
import { explainDifference } from "./explain-difference";
import { matchBooks } from "./match-books";
import { postProposals } from "./post-proposals";
import { bookSources, markRead } from "./sources";
import { Deals } from "./test-deals";

const database = useTestDatabase();
const deals = new Deals();
const { ctx, clock } = deals;
const november = { month: "2026-11" };

async function readAll() {
  const sources = await bookSources();
  await inTransaction("test", async (tx) => {
    for (const source of sources) await markRead(tx, ctx, source, clock.now(), 0);
  });
}
const refusal = (month: { month: string }) =>
  closeMonth(ctx, month).then(
    () => "closed",
    (error: Error) => error.message,
  );

const gift: Parameters<typeof post>[2] = {
  kind: "correction",
  externalKey: "gift",
  orderId: null,
  merchantId: null,
  currency: "USD",
  lines: [
    { account: "goodwill", amountMinor: 1 },
    { account: "merchant_credit", amountMinor: -1 },
  ],
};
const isSomebodyWaiting = async () =>
  (await database.sql`select 1 from pg_locks where relation = 'ledger_transactions'::regclass and not granted`).length >
  0;

describe("closing a month", () => {
  beforeAll(async () => {
    await deals.open();
    await deals.sell(["sound.com"], { movement: { feeMinor: 73 } });
    await deals.charge("stray.com", { amountMinor: 700 });
    await deals.charge("known.com", { amountMinor: 300 });
  }, 60_000);

  it("L-5: is refused while it is not over, or bills of it may still be written", async () => {
    expect(await refusal(november)).toContain("Bills of November 2026 may still be written until 4 Dec 2026");
    clock.set("2026-12-03T23:00:00Z");
    expect(await refusal(november)).toContain("may still be written");
  });

  it("L-5: is refused out of its order", async () => {
    clock.set("2027-01-10T04:00:00Z");
    expect(await refusal({ month: "2026-12" })).toContain(
      "November 2026 is still open, and months close in their order",
    );
    expect(await refusal({ month: "2026-13" })).toContain("no such month");
    clock.set("2026-12-05T04:00:00Z");
  });

  it("L-5: is refused while a book was not read since its end, by name", async () => {
    expect(await refusal(november)).toContain("Stripe, Sandbox: not read to the end since November 2026 was over");
    await readAll();
    expect(await refusal(november)).not.toContain("not read");
  });

  it("L-5: is refused with what is unexplained, and closes when each difference was posted or explained", async () => {
    expect(await refusal(november)).toContain(
      "2 differences are unexplained in November 2026 (2 × charge without order)",
    );
    const found = await db().select().from(bookDifferences).where(eq(bookDifferences.state, "open"));
    const idOf = (name: string) => found.find(({ nameAscii }) => nameAscii === name)!.id;
    await postProposals(ctx, { id: idOf("stray.com") });
    expect(await refusal(november)).toContain("1 difference is unexplained");
    await explainDifference(ctx, { id: idOf("known.com"), note: "The operator's own name." });
    const { totals } = await closeMonth(ctx, november);
    expect(totals).toEqual({
      "registrar_cost USD": 1700,
      "registrar_payable USD": -1700,
      "sales USD": -1499,
      "stripe USD": 1499,
      "stripe_fees USD": 73,
      "stripe_other USD": -73,
    });
    expect(await refusal(november)).toContain("was closed before");
    expect(await db().$count(closedMonths)).toBe(1);
  });

  it("L-5: a closed month takes no more postings, the database says so", async () => {
    const late = { ...ctx, clock: new ManualClock("2026-11-30T23:59:59Z") };
    await expect(inTransaction("test", (tx) => post(tx, late, { ...gift, externalKey: "late" }))).rejects.toMatchObject(
      {
        cause: { code: "55000" },
      },
    );
    expect(await db().$count(ledgerTransactions, eq(ledgerTransactions.externalKey, "late"))).toBe(0);
  });

  it("L-5: two who close at once close it once", async () => {
    await deals.sell(["december.com"]);
    clock.set("2027-01-05T04:00:00Z");
    await readAll();
    const results = await Promise.all([1, 2, 3].map(() => refusal({ month: "2026-12" })));
    expect(results.filter((result) => result === "closed")).toHaveLength(1);
  });

  it("L-5: a posting that is under way when its month closes is in the month's sums", async () => {
    clock.set("2027-02-05T00:00:00Z");
    await readAll();
    const inJanuary = { ...ctx, clock: new ManualClock("2027-01-31T12:00:00Z") };
    let closing: Promise<{ totals: Record<string, number> }> | undefined;
    let ended = false;
    await inTransaction("test", async (tx) => {
      await post(tx, inJanuary, { ...gift, externalKey: "under-way" });
      closing = closeMonth(ctx, { month: "2027-01" }).finally(() => {
        ended = true;
      });
      while (!ended && !(await isSomebodyWaiting())) {}
    });
    expect((await closing)?.totals).toMatchObject({ "goodwill USD": 1 });
    await expect(
      inTransaction("test", (tx) => post(tx, inJanuary, { ...gift, externalKey: "too-late" })),
    ).rejects.toThrow();
  });

  it("L-5: a partner in a closed month still counts: what was billed on both sides of midnight is no difference", async () => {
    clock.set("2027-02-28T23:50:00Z");
    await deals.sell(["midnight.com"], { charge: { at: later(clock.now(), 20 * 60_000) } });
    const billedAt = clock.now();
    clock.advance(20 * 60_000);
    await deals.sell(["booked-after-midnight.com"], { charge: { at: billedAt } });
    clock.set("2027-03-05T00:00:00Z");
    await readAll();
    expect(await refusal({ month: "2027-02" })).toBe("closed");
    clock.advance(30 * DAY);
    expect((await matchBooks(ctx)).open).toBe(0);
  });

  it("L-5: a bill that is written into a closed month counts in the first open one, its fee and its entry too", async () => {
    const february = new Date("2027-02-20T00:00:00Z");
    await deals.charge("billed-late.com", { at: february, amountMinor: 800 });
    await deals.move({ at: february, intentId: "pi_late", amountMinor: 500, feeMinor: 45 });
    clock.advance(4 * DAY);
    expect(await matchBooks(ctx)).toEqual({ open: 2, byCause: { charge_without_order: 2 }, fees: 1 });
    const found = await db().select().from(bookDifferences).where(eq(bookDifferences.state, "open"));
    expect(found.map(({ month }) => month)).toEqual(["2027-03", "2027-03"]);
    await postProposals(ctx, { month: "2027-03", cause: "charge_without_order" });
    expect((await matchBooks(ctx)).open).toBe(0);
  });

  it("L-5: what was corrected in a month that is closed by now, and then comes right, is taken back in the open one", async () => {
    clock.set("2027-03-25T00:00:00Z");
    await deals.sell(["billed-after-closing.com"], { charge: null });
    const billedAt = clock.now();
    clock.set("2027-04-05T00:00:00Z");
    await readAll();
    await matchBooks(ctx);
    await postProposals(ctx, { month: "2027-03", cause: "order_without_charge" });
    expect(await refusal({ month: "2027-03" })).toBe("closed");
    clock.advance(DAY);
    await deals.charge("billed-after-closing.com", { at: billedAt });
    expect(await matchBooks(ctx, { month: "2027-04" })).toMatchObject({ open: 1, byCause: { posted_twice: 1 } });
  });
});
