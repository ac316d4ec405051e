import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeOrder } from "@/db/factories";
import { cases, domains, invoiceLines, invoices, merchants, outbox, settings, tldPriceOverrides } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, ManualClock } from "@/lib/kernel/clock";
import { invoiceDueRenewals } from "./invoice-due-renewals";
import { RenewalWorld } from "./test-names";

useTestDatabase();
const clock = new ManualClock("2026-11-20T04:00:00Z");
let world: RenewalWorld;

beforeEach(async () => {
  clock.set("2026-11-20T04:00:00Z");
  await db().execute(
    sql`truncate domains, invoices, invoice_lines, invoice_series, orders, order_items, tld_costs, registrar_accounts, merchants, cases, outbox, settings, tld_price_overrides cascade`,
  );
  world = await new RenewalWorld(clock).open();
});

const run = () => invoiceDueRenewals(world.job);
const invoiced = async () =>
  (await db().select().from(invoiceLines).orderBy(asc(invoiceLines.nameAscii))).map((line) => line.nameAscii);

describe("names that are due", () => {
  it("PE-35, CO+4: invoices what expires within the lead, wanted, once, and leaves the rest", async () => {
    await world.name("in44.com", 44);
    await world.name("in45.com", 45);
    await world.name("in46.com", 46);
    await world.name("unwanted.com", 10, { autoRenew: false });
    await world.name("nobodys.com", 10, { merchantId: null });
    await world.name("left.com", 10, { registration: "transferred_away" });
    expect(await run()).toMatchObject({ due: 2, names: 2, invoices: 2, unpriced: 0, priceMinor: 2798 });
    expect(await invoiced()).toEqual(["in44.com", "in45.com"]);
    expect(await run()).toMatchObject({ due: 0, names: 0, invoices: 0 });
    clock.advance(DAY);
    expect(await run()).toMatchObject({ names: 1 });
    expect(await invoiced()).toEqual(["in44.com", "in45.com", "in46.com"]);
  });

  it("CO-35: a lead of thirty days invoices 29 and 30, not 31", async () => {
    await world.set({ renewalLeadDays: 30 });
    for (const days of [29, 30, 31]) await world.name(`in${days}.com`, days);
    await run();
    expect(await invoiced()).toEqual(["in29.com", "in30.com"]);
  });

  it("N-1: days that no run came are caught up by the next", async () => {
    for (const days of [50, 60, 70]) await world.name(`in${days}.com`, days);
    await run();
    clock.advance(20 * DAY);
    expect(await run()).toMatchObject({ names: 2 });
    expect(await invoiced()).toEqual(["in50.com", "in60.com"]);
  });

  it("N-2: two workers at once make one invoice of each", async () => {
    for (let nth = 0; nth < 12; nth += 1) await world.name(`n${nth}.com`, nth + 1);
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.reduce((sum, one) => sum + one.names, 0)).toBe(12);
    expect(await invoiced()).toHaveLength(12);
    const numbers = (await db().select({ number: invoices.number }).from(invoices)).map((row) => row.number).sort();
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, nth) => `2026-${String(nth + 1).padStart(5, "0")}`));
  });

  it("a void invoice lets its period be invoiced anew", async () => {
    await world.name("again.com", 20);
    await run();
    await db().update(invoices).set({ state: "void", endedAt: clock.now() });
    await db().update(invoiceLines).set({ live: false });
    expect(await run()).toMatchObject({ names: 1 });
  });

  it("AN-24: merged, a merchant's names are one invoice, and each merchant has its own", async () => {
    await world.set({ mergeInvoices: true });
    const other = await makeMember({ clock });
    await world.name("one.com", 20);
    await world.name("two.com", 30);
    await world.name("theirs.com", 25, { merchantId: other.merchant.id });
    expect(await run()).toMatchObject({ names: 3, invoices: 2 });
    const [first] = await db().select().from(invoices).where(eq(invoices.merchantId, world.merchantId));
    expect(first).toMatchObject({ kind: "renewal", state: "open", subtotalMinor: 2798 });
    expect(first?.dueAt).toEqual(new Date("2026-12-10T04:00:00Z"));
  });

  it("suspended merchants and names in linked accounts are not invoiced", async () => {
    await world.name("asleep.com", 20);
    await db().update(merchants).set({ state: "suspended" });
    expect(await run()).toMatchObject({ due: 0 });
    await db().update(merchants).set({ state: "active" });
    await db().execute(sql`update registrar_accounts set merchant_id = ${world.merchantId}`);
    expect(await run()).toMatchObject({ due: 0 });
  });

  it("AN-11, X-35: in grace the late fee is added; past grace nothing is invoiced", async () => {
    await world.sell("net", 1000, { graceDays: 10, graceFeeMinor: 500 });
    await world.name("late.net", -9);
    await world.name("gone.net", -11);
    await world.name("early.net", 5);
    await run();
    const lines = await db().select().from(invoiceLines).orderBy(asc(invoiceLines.nameAscii));
    expect(lines.map(({ nameAscii, priceMinor, costMinor }) => ({ nameAscii, priceMinor, costMinor }))).toEqual([
      { nameAscii: "early.net", priceMinor: 1399, costMinor: 1000 },
      { nameAscii: "late.net", priceMinor: 1899, costMinor: 1500 },
    ]);
  });

  it("prices by hand win, endings that renew for two years cost two, and a premium name keeps its own price", async () => {
    await db()
      .insert(tldPriceOverrides)
      .values({ tld: "com", currency: "USD", renewMinor: 1111, updatedAt: clock.now() });
    await world.sell("ai", 7000, { minYears: 2 });
    const { items } = await makeOrder({
      merchantId: world.merchantId,
      placedByUserId: (world.ctx.actor as { userId: string }).userId,
      registrarAccountId: world.accountId,
      names: [{ nameAscii: "gold.com", premium: true, state: "registered", endedAt: clock.now() }],
      state: "completed",
      endedAt: clock.now(),
    });
    await world.name("byhand.com", 20);
    await world.name("twice.ai", 20);
    await world.name("gold.com", 20, { orderItemId: items[0]!.id, renewPriceMinor: 9999 });
    await run();
    const lines = await db().select().from(invoiceLines).orderBy(asc(invoiceLines.nameAscii));
    expect(lines.map((line) => [line.nameAscii, line.years, line.priceMinor])).toEqual([
      ["byhand.com", 1, 1111],
      ["gold.com", 1, 9999],
      ["twice.ai", 2, 2 * 8599],
    ]);
    expect(lines[1]!.costMinor).toBeLessThanOrEqual(9999);
  });

  it("a name without a cost is not invoiced, a case says why, and the others go on", async () => {
    await world.name("strange.zz", 20);
    await world.name("fine.com", 21);
    expect(await run()).toMatchObject({ due: 2, names: 1, unpriced: 1 });
    expect(await run()).toMatchObject({ due: 1, names: 0, unpriced: 1 });
    expect((await db().select().from(cases)).map((one) => one.kind)).toEqual(["renewal_unpriced"]);
  });

  it("taxes by the merchant's country, and writes one event an invoice", async () => {
    await world.set({ taxRates: { "*": 0, DE: 19 } });
    await db().update(merchants).set({ country: "DE" }).where(eq(merchants.id, world.merchantId));
    await world.name("taxed.com", 20);
    await run();
    const [invoice] = await db().select().from(invoices);
    expect(invoice).toMatchObject({ subtotalMinor: 1399, taxMinor: 266, totalMinor: 1665 });
    const events = await db().select().from(outbox).where(eq(outbox.name, "invoice/issued"));
    expect(events.map((event) => event.data)).toEqual([{ invoiceId: invoice!.id }]);
  });

  it("CO-41: a dry run counts the same and changes nothing", async () => {
    await world.name("maybe.com", 20);
    expect(await invoiceDueRenewals(world.job, { dryRun: true })).toMatchObject({
      due: 1,
      invoices: 0,
      priceMinor: 1399,
    });
    expect(await invoiced()).toEqual([]);
    expect(await db().select().from(outbox)).toEqual([]);
  });

  it("only the platform runs it", async () => {
    await expect(invoiceDueRenewals(world.ctx)).rejects.toMatchObject({ code: "not_found" });
  });

  it("U-3: a name whose expiry nobody knows, or in the far past, is never invoiced", async () => {
    await world.name("unknown.com", 20, { expiresAt: null });
    await world.name("old.com", 20, { expiresAt: new Date("1969-12-31T23:59:59Z") });
    expect(await run()).toMatchObject({ due: 0 });
    expect(await db().select().from(domains)).toHaveLength(2);
    expect(await db().select().from(settings)).toHaveLength(0);
  });
});
