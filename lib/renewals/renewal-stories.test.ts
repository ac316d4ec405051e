import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  cases,
  domains,
  invoiceLines,
  invoices,
  jobRuns,
  ledgerEntries,
  notices,
  operations,
  orders,
  paymentMethods,
  registrarAccounts,
  settings,
  tldCosts,
} from "@/db/schema";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { chargeInvoice } from "@/lib/orders/charge-invoice";
import { useShop } from "@/lib/orders/test-shop";
import { priceOfTld } from "@/lib/sandbox/registrar/price-list";
import type { Settings } from "@/lib/settings/schema";
import { alarmLateRenewals } from "./alarm-late-renewals";
import { forecastExposure } from "./forecast-exposure";
import { invoiceDueRenewals } from "./invoice-due-renewals";
import { keepAutoRenew } from "./keep-auto-renew";
import { observeEndings } from "./observe-endings";
import { renewEarningNames } from "./renew-earning-names";
import { invoiceNow, renewNow } from "./renew-now";
import { renewalQuote } from "./renewal-quote";
import { runRenewals } from "./run-renewals";
import { setAutoRenew } from "./set-auto-renew";
import { sweepDunning } from "./sweep-dunning";
import { takeDunningStep } from "./take-dunning-step";

const shop = useShop();
let nth = 0;

const ctx = () => shop.platform.ctx;
const set = async (change: Partial<Settings>) => {
  for (const [key, value] of Object.entries(change)) {
    const row = { key, value, updatedAt: shop.clock.now() };
    await db().insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
  }
};
const policy = (value: "off" | "on_until_unpaid" | "on") =>
  db().update(registrarAccounts).set({ autoRenewPolicy: value });

/** Buys a name; `daysBefore` its end is the time afterwards. */
async function nameNearItsEnd(daysBefore: number) {
  nth += 1;
  const name = `story-${nth}.com`;
  // Cards and price lists grow old: every story begins in the same year.
  shop.clock.set(later(new Date("2026-11-20T12:00:00Z"), nth * HOUR));
  await shop.sell("com", 1046);
  const bought = await shop.buy([name]);
  const domain = (await shop.domain(name))!;
  shop.clock.set(later(domain.expiresAt!, -daysBefore * DAY));
  await shop.handleEvents();
  return { ...bought, name, domain };
}
const invoiceOf = async (name: string) => {
  const rows = await db()
    .select({ invoice: invoices })
    .from(invoices)
    .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, invoices.id))
    .where(sql`${invoiceLines.nameAscii} = ${name} and ${invoices.kind} <> 'sale'`)
    .orderBy(asc(invoices.issuedAt), asc(invoices.number));
  return rows.map((row) => row.invoice);
};
const held = async (name: string) => (await shop.world.registrar.holdings()).find((one) => one.name === name);
const ordersOf = async (invoiceId: string) => db().select().from(orders).where(eq(orders.invoiceId, invoiceId));

beforeEach(async () => {
  await db().delete(settings);
  await policy("off");
  // Names of the stories before are over.
  await db().update(domains).set({ registration: "transferred_away" });
});

describe("a renewal", () => {
  it("CO-3, CO-8, CO-36, CO-37: invoiced, paid by the saved card before the registrar acts, renewed once by the registrar's own date", async () => {
    const { name, domain } = await nameNearItsEnd(40);
    await invoiceDueRenewals(ctx());
    const [invoice] = await invoiceOf(name);
    expect(invoice).toMatchObject({ kind: "renewal", state: "open" });
    expect(await takeDunningStep(ctx(), { invoiceId: invoice!.id })).toBe("started");
    const [order] = await ordersOf(invoice!.id);
    await shop.play(order!.id);
    expect((await invoiceOf(name))[0]).toMatchObject({ state: "paid", dunningStep: 1 });
    const after = (await shop.domain(name))!;
    const registrars = await held(name);
    expect(after.expiresAt).toEqual(registrars!.expiresAt);
    expect(after.expiresAt!.getUTCFullYear()).toBe(domain.expiresAt!.getUTCFullYear() + 1);
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register", "renew"]);
    expect(await takeDunningStep(ctx(), { invoiceId: invoice!.id })).toBe("not_due");
  });

  it("PE-34, CO-34: one run row a period, whatever asks how often", async () => {
    shop.clock.set(later(shop.clock.now(), 2 * DAY));
    const before = (await db().select().from(jobRuns)).length;
    const ran = await Promise.allSettled([runRenewals(ctx()), runRenewals(ctx())]);
    expect(ran.filter((one) => one.status === "fulfilled" && one.value !== null)).toHaveLength(1);
    expect(await runRenewals(ctx())).toBeNull();
    expect(await db().select().from(jobRuns)).toHaveLength(before + 1);
    shop.clock.advance(DAY);
    expect(await runRenewals(ctx())).not.toBeNull();
  });

  it("AN-15, U-7: a dead card is told by mail at each step of the ladder, and a new one saves the name", async () => {
    await set({
      dunningSteps: [
        { day: 0, charge: true, mail: true },
        { day: 3, charge: true, mail: true },
        { day: 7, charge: false, mail: true },
      ],
    });
    const { name, merchant } = await nameNearItsEnd(40);
    await db().update(paymentMethods).set({ expYear: 2020 }).where(eq(paymentMethods.merchantId, merchant.id));
    await invoiceDueRenewals(ctx());
    const [invoice] = await invoiceOf(name);
    const id = { invoiceId: invoice!.id };
    expect(await takeDunningStep(ctx(), id)).toBe("no_card");
    expect(await takeDunningStep(ctx(), id)).toBe("not_due");
    shop.clock.advance(3 * DAY);
    expect(await takeDunningStep(ctx(), id)).toBe("no_card");
    const mails = await db().select().from(notices).where(eq(notices.kind, "renewal_due"));
    expect(mails.map((mail) => mail.subject)).toEqual(Array(2).fill(mails[0]!.subject));
    expect(mails[0]!.subject).toContain(`Renew ${name} before`);
    expect(mails[0]!.body).toContain("Nothing was charged");
    await db().update(paymentMethods).set({ expYear: 2040 }).where(eq(paymentMethods.merchantId, merchant.id));
    shop.clock.advance(4 * DAY);
    expect(await takeDunningStep(ctx(), id)).toBe("reminded");
    expect((await invoiceOf(name))[0]).toMatchObject({ dunningStep: 3, nextDunningAt: null });
  });

  it("N-9: switched off while its renewal waits in the queue, nothing is asked of the registrar and nothing is charged", async () => {
    const { name, domain, ctx: member } = await nameNearItsEnd(40);
    await invoiceDueRenewals(ctx());
    const [invoice] = await invoiceOf(name);
    expect(await takeDunningStep(ctx(), { invoiceId: invoice!.id })).toBe("started");
    await setAutoRenew(member, { domainId: domain.id, on: false });
    const [order] = await ordersOf(invoice!.id);
    await shop.play(order!.id);
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register"]);
    expect(await shop.intents(order!.id)).toMatchObject([{ status: "canceled", taken: 0 }]);
    await sweepDunning(ctx());
    expect((await invoiceOf(name))[0]).toMatchObject({ state: "void" });
  });

  it("AN-11, CO-31: let expire, deleted, and restored for the fee that was shown", async () => {
    const { name, domain, ctx: member } = await nameNearItsEnd(20);
    await setAutoRenew(member, { domainId: domain.id, on: false });
    shop.clock.set(later(domain.expiresAt!, 50 * DAY));
    await db()
      .update(tldCosts)
      .set({ restoreMinor: priceOfTld(name)!.restoreMinor });
    await observeEndings(ctx());
    const quote = await renewalQuote(member, { domainId: domain.id });
    expect(quote.phase).toBe("redemption");
    const { invoiceId } = await invoiceNow(member, { domainId: domain.id });
    const charge = await chargeInvoice(ctx(), { invoiceId });
    expect(charge.outcome).toBe("started");
    await shop.play(charge.orderId!, 40 * DAY);
    expect((await invoiceOf(name)).at(-1)).toMatchObject({
      kind: "restore",
      state: "paid",
      totalMinor: quote.terms[0]!.totalMinor,
    });
    expect(await shop.domain(name)).toMatchObject({ registration: "active" });
    expect((await shop.domain(name))!.expiresAt).toEqual((await held(name))!.expiresAt);
  });

  it("a payment page that was left open gives way to another term, or to letting the name go", async () => {
    const { name, domain, ctx: member } = await nameNearItsEnd(20);
    const id = { domainId: domain.id };
    const first = await renewNow(member, { ...id, years: 1 });
    const second = await renewNow(member, { ...id, years: 3 });
    expect(await shop.pages(first.orderId)).toEqual([{ status: "expired" }]);
    expect(await shop.pages(second.orderId)).toEqual([{ status: "open" }]);
    await setAutoRenew(member, { ...id, on: false });
    expect(await shop.pages(second.orderId)).toEqual([{ status: "expired" }]);
    expect((await invoiceOf(name)).map((invoice) => invoice.state)).toEqual(["void", "void"]);
  });

  it("N-4: the renewal's answer is lost though it was done: one extra year, charged once", async () => {
    const { name, domain } = await nameNearItsEnd(40);
    await invoiceDueRenewals(ctx());
    const [invoice] = await invoiceOf(name);
    shop.world.registrar.failNext({ verb: "renew", mode: "timeout-done", name });
    await takeDunningStep(ctx(), { invoiceId: invoice!.id });
    const [order] = await ordersOf(invoice!.id);
    await shop.play(order!.id, 3 * DAY);
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register", "renew"]);
    expect((await shop.domain(name))!.expiresAt!.getUTCFullYear()).toBe(domain.expiresAt!.getUTCFullYear() + 1);
    expect((await invoiceOf(name))[0]).toMatchObject({ state: "paid" });
  });

  it("N-8: paid late with the registrar down, a person is told while the money stays held", async () => {
    const { name, domain } = await nameNearItsEnd(5);
    await invoiceDueRenewals(ctx());
    const [invoice] = await invoiceOf(name);
    await takeDunningStep(ctx(), { invoiceId: invoice!.id });
    expect(await alarmLateRenewals(ctx())).toEqual({ late: 1 });
    expect(await alarmLateRenewals(ctx())).toEqual({ late: 0 });
    const [told] = await db().select().from(cases).where(eq(cases.kind, "renewal_late"));
    expect(told!.summary).toContain(name);
    expect((await shop.domain(name))!.expiresAt).toEqual(domain.expiresAt);
    const [order] = await ordersOf(invoice!.id);
    await shop.play(order!.id, 3 * DAY);
    const [closed] = await db().select().from(cases).where(eq(cases.kind, "renewal_late"));
    expect(closed).toMatchObject({ state: "closed", resolution: "It was delivered." });
  });

  it("CO-38: unpaid, nothing is asked of the registrar, and the name expires there", async () => {
    const { name, domain, merchant } = await nameNearItsEnd(20);
    await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchant.id));
    await invoiceDueRenewals(ctx());
    shop.clock.set(later(domain.expiresAt!, 2 * DAY));
    await observeEndings(ctx());
    expect(await shop.domain(name)).toMatchObject({ registration: "expired", expiresAt: domain.expiresAt });
    shop.clock.advance(60 * DAY);
    await observeEndings(ctx());
    expect(await shop.domain(name)).toMatchObject({ registration: "redemption" });
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register"]);
  });
});

describe("a registrar's own renewal", () => {
  it("PE-37, CO-33, X-3: is switched off at the cut-off for what nobody paid, and on before it", async () => {
    await set({ graceWindowDays: 3 });
    const { name, domain } = await nameNearItsEnd(60);
    await policy("on_until_unpaid");
    expect(await keepAutoRenew(ctx())).toMatchObject({ switchedOn: 1 });
    expect((await held(name))!.autoRenew).toBe(true);
    expect(await keepAutoRenew(ctx())).toMatchObject({ switchedOn: 0, switchedOff: 0 });
    shop.clock.set(later(domain.expiresAt!, -38 * DAY));
    expect(await keepAutoRenew(ctx())).toMatchObject({ switchedOff: 1 });
    expect((await held(name))!.autoRenew).toBe(false);
    shop.clock.set(later(domain.expiresAt!, -30 * DAY));
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register"]);
  });

  it("PE-38, L-7: the forecast names the day and the amount that the registrar then takes", async () => {
    const { name, domain } = await nameNearItsEnd(50);
    await policy("on");
    await keepAutoRenew(ctx());
    const ahead = await forecastExposure(ctx());
    const day = later(domain.expiresAt!, -35 * DAY)
      .toISOString()
      .slice(0, 10);
    const row = ahead.days.find((one) => one.day === day)!.names.find((one) => one.nameAscii === name)!;
    expect(row).toMatchObject({ outcome: "taken" });
    shop.clock.set(later(domain.expiresAt!, -34 * DAY));
    await shop.world.registrar.settle();
    const [, taken] = await shop.charges(name);
    expect(taken).toMatchObject({ verb: "auto_renew", amountMinor: row.costMinor });
  });

  it("PE-39, N-6: renewed unasked, its cost is booked, its merchant owes it, and no second year is bought", async () => {
    const { name, domain, merchant } = await nameNearItsEnd(40);
    await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchant.id));
    await invoiceDueRenewals(ctx());
    await policy("on");
    await keepAutoRenew(ctx());
    shop.clock.set(later(domain.expiresAt!, -34 * DAY));
    expect(await observeEndings(ctx())).toMatchObject({ unasked: 1 });
    const [renewal, receivable] = await invoiceOf(name);
    expect(renewal).toMatchObject({ kind: "renewal", state: "void" });
    expect(receivable).toMatchObject({ kind: "receivable", state: "open" });
    const [order] = await ordersOf(receivable!.id);
    await shop.play(order!.id);
    expect((await ordersOf(receivable!.id))[0]).toMatchObject({
      state: "completed",
      owedMinor: receivable!.totalMinor,
    });
    expect((await shop.charges(name)).map((charge) => charge.verb)).toEqual(["register", "auto_renew"]);
    const [booked] = await db()
      .select({ minor: sql<number>`sum(${ledgerEntries.amountMinor})::int` })
      .from(ledgerEntries)
      .innerJoin(operations, sql`true`)
      .where(sql`${ledgerEntries.account} = 'receivable' and ${operations.orderId} = ${order!.id}`);
    expect(booked!.minor).toBeGreaterThanOrEqual(receivable!.totalMinor);
    expect((await db().select().from(cases).where(eq(cases.kind, "renewed_unpaid"))).length).toBeGreaterThan(0);
    expect(await observeEndings(ctx())).toMatchObject({ unasked: 0 });
    expect(await invoiceOf(name)).toHaveLength(2);
  });

  it("U-3: an expiry that cannot be is raised and never stored", async () => {
    const { name, domain } = await nameNearItsEnd(0.5);
    for (const odd of ["9999-12-31T00:00:00Z", "1969-12-31T23:59:59Z"]) {
      await shop.platform.worldSql`update sandbox.registrar_domains set expires_at = ${odd} where name = ${name}`;
      shop.clock.advance(21 * HOUR);
      await observeEndings(ctx());
      expect((await shop.domain(name))!.expiresAt).toEqual(domain.expiresAt);
    }
    expect(await db().select().from(cases).where(eq(cases.kind, "expiry_implausible"))).toHaveLength(1);
  });
});

describe("a name that earns", () => {
  it("L-6: dead card on a selling shop: renewed first, receivable booked; on an idle one: let go", async () => {
    await set({ renewFirstAboveMinor: 50_000, renewFirstLimitMinor: 5000, graceWindowDays: 2 });
    const selling = await nameNearItsEnd(40);
    const idle = await nameNearItsEnd(40);
    shop.clock.set(later(selling.domain.expiresAt!, -40 * DAY));
    for (const { merchant } of [selling, idle])
      await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchant.id));
    await db().update(domains).set({ revenue30dMinor: 80_000 }).where(eq(domains.id, selling.domain.id));
    shop.clock.set(later(idle.domain.expiresAt!, -40 * DAY));
    await invoiceDueRenewals(ctx());
    expect(await renewEarningNames(ctx())).toEqual({ renewed: 0, overLimit: 0 });
    shop.clock.set(later(idle.domain.expiresAt!, -1 * DAY));
    expect(await renewEarningNames(ctx())).toEqual({ renewed: 1, overLimit: 0 });
    const receivable = (await invoiceOf(selling.name)).at(-1)!;
    expect(receivable.kind).toBe("receivable");
    const [order] = await ordersOf(receivable.id);
    await shop.play(order!.id);
    expect((await shop.charges(selling.name)).map((charge) => charge.verb)).toEqual(["register", "renew"]);
    expect((await shop.charges(idle.name)).map((charge) => charge.verb)).toEqual(["register"]);
    expect(await takeDunningStep(ctx(), { invoiceId: receivable.id })).toBe("no_card");
  });

  it("L-6: beyond what a merchant may owe, nothing is advanced", async () => {
    await set({ renewFirstAboveMinor: 1, renewFirstLimitMinor: 100 });
    const { domain, merchant } = await nameNearItsEnd(20);
    await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchant.id));
    await db().update(domains).set({ revenue30dMinor: 80_000 }).where(eq(domains.id, domain.id));
    await invoiceDueRenewals(ctx());
    shop.clock.set(later(domain.expiresAt!, -DAY));
    expect(await renewEarningNames(ctx())).toEqual({ renewed: 0, overLimit: 1 });
  });
});
