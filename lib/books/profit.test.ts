import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY } from "@/lib/kernel/clock";
import { matchBooks } from "./match-books";
import { postProposals } from "./post-proposals";
import { type ProfitBy, profit } from "./profit";
import { Deals } from "./test-deals";

useTestDatabase();
const deals = new Deals();
const { ctx, clock } = deals;
const month = "2026-11";
beforeAll(async () => {
  await deals.open();
  await db()
    .insert(settings)
    .values({ key: "exchangeRates", value: { EUR: 0.9 }, updatedAt: clock.now() });
  await deals.sell(["bare.com"], { movement: { feeMinor: 73 } });
  await deals.sell(["one.com", "two.shop", "three.shop"], { taxMinor: 120, movement: { feeMinor: 164 } });
  await deals.sell(["drifted.com"], { charge: { amountMinor: 950, currency: "EUR" }, movement: { feeMinor: 73 } });
  await deals.charge("stray.com", { amountMinor: 700 });
  clock.advance(4 * DAY);
  await matchBooks(ctx);
  await postProposals(ctx, { month, cause: "fx_drift" });
  await postProposals(ctx, { month, cause: "charge_without_order" });
}, 60_000);

describe("profit", () => {
  it("L-5: a name's profit is its sale less its cost, its part of Stripe's fee and what rates took", async () => {
    const { rows } = await profit(ctx, { by: "domain", month });
    const of = (name: string) => rows.find(({ key }) => key === name);
    expect(of("bare.com")).toMatchObject({
      salesMinor: 1499,
      costMinor: 1000,
      feesMinor: 73,
      fxMinor: 0,
      profitMinor: 426,
    });
    expect(["one.com", "two.shop", "three.shop"].map((name) => of(name)?.salesMinor)).toEqual([1499, 1499, 1499]);
    expect(["one.com", "two.shop", "three.shop"].reduce((sum, name) => sum + of(name)!.feesMinor, 0)).toBe(164);
    // 9.50 EUR are 10.56 USD at 0.9: 56 more than was booked.
    expect(of("drifted.com")).toMatchObject({ costMinor: 1000, fxMinor: -56, profitMinor: 1499 - 1000 - 73 - 56 });
    expect(of("stray.com")).toMatchObject({ salesMinor: 0, costMinor: 700, profitMinor: -700 });
  });

  it.each<ProfitBy>(["domain", "tld", "merchant"])("AN-59: by %s, the sums are the ledger's", async (by) => {
    const { totals, unvalued } = await profit(ctx, { by, month });
    const [ledger] = await db().execute<{ sales: number; cost: number; fees: number }>(sql`select
      -sum(amount_minor) filter (where account = 'sales')::int as sales, sum(amount_minor) filter (where account = 'registrar_cost')::int as cost,
      sum(amount_minor) filter (where account = 'stripe_fees')::int as fees from ledger_entries`);
    expect({ sales: totals.salesMinor, cost: totals.costMinor, fees: totals.feesMinor }).toEqual({
      sales: Number(ledger!.sales),
      cost: Number(ledger!.cost),
      fees: Number(ledger!.fees),
    });
    expect(unvalued).toEqual([]);
  });

  it("L-5: by ending and by merchant", async () => {
    const byTld = await profit(ctx, { by: "tld", month });
    expect(byTld.rows.map(({ key }) => key).sort()).toEqual(["com", "shop"]);
    const byMerchant = await profit(ctx, { by: "merchant", month });
    expect(byMerchant.rows.map(({ key }) => key)).toEqual([deals.member.merchant.id, null]);
    expect(byMerchant.rows[0]?.label).toBe("A merchant");
  });

  it("says which amounts have no rate instead of leaving them out in silence", async () => {
    await db().update(settings).set({ value: {} });
    const { unvalued, totals } = await profit(ctx, { by: "tld", month });
    expect(unvalued).toEqual([{ currency: "EUR", amountMinor: -950 }]);
    expect(totals.fxMinor).toBe(1000);
  });
});
