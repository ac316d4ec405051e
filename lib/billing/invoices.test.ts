import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { invoiceLines, invoiceSeries, invoices, ledgerEntries, merchants, orders, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { DAY, later, ManualClock } from "@/lib/kernel/clock";
import { type Ctx, jobCtx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { creditNote } from "./credit-note";
import { issueInvoice, issueInvoices } from "./issue-invoices";
import { issueSaleInvoice } from "./issue-sale-invoice";
import type { InvoiceDraft, LineDraft } from "./prepare-invoice";
import { settleInvoice } from "./settle-invoice";
import { voidInvoice } from "./void-invoice";

useTestDatabase();
const clock = new ManualClock("2026-11-20T12:00:00Z");
const ctx = jobCtx("test", clock);
let merchant: Awaited<ReturnType<typeof makeMember>>;
let registrarAccountId: string;

beforeAll(async () => {
  merchant = await makeMember({ clock });
  registrarAccountId = (await makeRegistrarAccount()).id;
  await db()
    .insert(settings)
    .values([
      { key: "taxRates", value: { DE: 19, FR: 20, "*": 0 }, updatedAt: clock.now() },
      { key: "sellerCountry", value: "DE", updatedAt: clock.now() },
      { key: "exchangeRates", value: { EUR: 0.9 }, updatedAt: clock.now() },
      { key: "exchangeRatesAt", value: "2026-11-20", updatedAt: clock.now() },
    ]);
});

const line = (name: string, more: Partial<LineDraft> = {}): LineDraft => ({
  kind: "renew",
  domainId: newId("domain"),
  nameAscii: name,
  years: 1,
  periodStart: later(clock.now(), 45 * DAY),
  priceMinor: 1499,
  costMinor: 1046,
  costCurrency: "USD",
  ...more,
});
const draft = (lines: LineDraft[], more: Partial<InvoiceDraft> = {}): InvoiceDraft => ({
  merchantId: merchant.merchant.id,
  kind: "renewal",
  lines,
  dueAt: later(clock.now(), 14 * DAY),
  ...more,
});
const issue = (wish: InvoiceDraft, by: Ctx = ctx) => inTransaction("test", (tx) => issueInvoice(tx, by, wish));
const invoice = async (id: string) => (await db().select().from(invoices).where(eq(invoices.id, id)))[0]!;
const linesOf = (id: string) => db().select().from(invoiceLines).where(eq(invoiceLines.invoiceId, id));
const numbers = async (series: string) =>
  (
    await db()
      .select({ number: invoices.number })
      .from(invoices)
      .where(sql`number like ${`${series}-%`}`)
  )
    .map((row) => Number(row.number.slice(series.length + 1)))
    .sort((a, b) => a - b);

describe("AN-19: numbers", () => {
  it("have no gaps, though invoices are issued at the same time and some of them fail", async () => {
    const tries = Array.from({ length: 24 }, (_, nth) =>
      inTransaction("test", async (tx) => {
        await issueInvoices(tx, ctx, [draft([line(`gap${nth}.com`)]), draft([line(`gap${nth}b.com`)])]);
        if (nth % 3 === 0) throw new Error("given up");
      }).catch(() => null),
    );
    await Promise.all(tries);
    const given = await numbers("2026");
    expect(given).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    const [series] = await db().select().from(invoiceSeries).where(eq(invoiceSeries.series, "2026"));
    expect(series?.last).toBe(32);
  });

  it("begin anew with the year", async () => {
    const { number } = await issue(
      draft([line("newyear.com")]),
      jobCtx("test", new ManualClock("2027-01-01T00:00:00Z")),
    );
    expect(number).toBe("2027-00001");
  });

  it("and all that is written on an issued invoice cannot be changed", async () => {
    const { id } = await issue(draft([line("fixed.com")]));
    await expect(
      db().update(invoices).set({ totalMinor: 1, subtotalMinor: 1 }).where(eq(invoices.id, id)),
    ).rejects.toThrow();
  });
});

describe("N-2: a period is invoiced once", () => {
  it("whoever issues it again, and at the same time", async () => {
    const same = line("once.com");
    const issued = await Promise.all(
      Array.from({ length: 6 }, () => inTransaction("test", (tx) => issueInvoices(tx, ctx, [draft([same])]))),
    );
    expect(issued.flat()).toHaveLength(1);
    await expect(issue(draft([same]))).rejects.toMatchObject({ code: "conflict" });
  });

  it("and its merged invoice has only what was not invoiced yet", async () => {
    const [old, fresh] = [line("old.com"), line("fresh.com")];
    await issue(draft([old]));
    const { id, totalMinor } = await issue(draft([old, fresh]));
    expect((await linesOf(id)).map((each) => each.nameAscii)).toEqual(["fresh.com"]);
    expect(totalMinor).toBe(1499);
  });

  it("unless that invoice became void", async () => {
    const again = line("again.com");
    const first = await issue(draft([again]));
    await inTransaction("test", (tx) => voidInvoice(tx, ctx, { invoiceId: first.id, reason: "Let it expire." }));
    expect(await invoice(first.id)).toMatchObject({ state: "void", reason: "Let it expire." });
    await expect(issue(draft([again]))).resolves.toMatchObject({ state: "open" });
  });
});

describe("what stands on an invoice", () => {
  it("AN-21: a merchant of another currency reads the rate and its day on each line, and the cost as the registrar asks it", async () => {
    const { merchant: german } = await makeMember({ clock });
    await db().update(merchants).set({ currency: "EUR", country: "DE" }).where(eq(merchants.id, german.id));
    const { id } = await issue(draft([line("a.de"), line("b.de", { priceMinor: 333 })], { merchantId: german.id }));
    const head = await invoice(id);
    expect(head).toMatchObject({ currency: "EUR", subtotalMinor: 1349 + 300, taxMinor: 313, totalMinor: 1962 });
    expect(head).toMatchObject({ taxRateBasisPoints: 1900, taxNote: "Includes 19 % tax (DE)" });
    const lines = await linesOf(id);
    expect(lines[0]).toMatchObject({ priceMinor: 1349, costMinor: 1046, costCurrency: "USD", rate: "0.9" });
    expect(lines[0]?.rateAt).toEqual(new Date("2026-11-20T00:00:00Z"));
    expect(lines.reduce((sum, each) => sum + each.taxMinor, 0)).toBe(313);
  });

  it("AN-18: a business of another member state pays no tax and reads why", async () => {
    const { merchant: french } = await makeMember({ clock });
    const billing = {
      name: "Brume SARL",
      addressLine1: "1 rue Haute",
      addressLine2: "",
      postalCode: "69001",
      city: "Lyon",
      country: "FR",
    };
    await db().update(merchants).set({ billing, vatId: "FR12345678901" }).where(eq(merchants.id, french.id));
    const { id } = await issue(draft([line("brume.fr")], { merchantId: french.id }));
    const head = await invoice(id);
    expect(head).toMatchObject({ taxMinor: 0, reverseCharge: true });
    expect(head.buyer).toMatchObject({ name: "Brume SARL", vatId: "FR12345678901", country: "FR" });
    expect(head.taxNote).toContain("Reverse charge");
  });
});

describe("an order that pays an invoice", () => {
  async function ended(
    lines: LineDraft[],
    states: ("registered" | "refused" | "cancelled")[],
    capturedMinor: number,
    reason = "not_done",
    owedMinor = 0,
  ) {
    const issued = await issue(draft(lines, { kind: "restore" }));
    const made = await makeOrder({
      merchantId: merchant.merchant.id,
      placedByUserId: merchant.user.id,
      registrarAccountId,
      state: capturedMinor > 0 ? "completed" : "failed",
      endedAt: clock.now(),
      owedMinor,
      invoiceId: issued.id,
      invoiceTry: 1,
      cartId: null,
      cartVersion: null,
      names: lines.map((each, at) => ({
        nameAscii: each.nameAscii,
        kind: each.kind,
        domainId: each.domainId,
        state: states[at]!,
        endedAt: clock.now(),
        failureReason: states[at] === "refused" ? reason : null,
        failureMessage: states[at] === "refused" ? "The registry said no." : null,
      })),
      payment: { state: capturedMinor > 0 ? "captured" : "released", capturedMinor, endedAt: clock.now() },
    });
    const settlement = await inTransaction("test", (tx) => settleInvoice(tx, ctx, made.order));
    return { settlement, invoice: await invoice(issued.id), lines: await linesOf(issued.id), items: made.items };
  }
  const restore = (name: string) => line(name, { kind: "restore" });

  it("in full makes it paid, and each line knows what delivered it", async () => {
    const { settlement, invoice, lines, items } = await ended([restore("full.com")], ["registered"], 1499);
    expect(settlement).toEqual({ state: "paid", creditNoteId: null });
    expect(invoice).toMatchObject({ state: "paid", creditedMinor: 0, paidAt: clock.now() });
    expect(lines[0]?.orderItemId).toBe(items[0]?.id);
  });

  it("in part makes it paid, with a credit note for what was not delivered", async () => {
    const { settlement, invoice: head } = await ended(
      [restore("half.com"), restore("other.com")],
      ["registered", "refused"],
      1499,
    );
    expect(settlement?.state).toBe("paid");
    expect(head).toMatchObject({ state: "paid", totalMinor: 2998, creditedMinor: 1499 });
    const note = await invoice(settlement!.creditNoteId!);
    expect(note).toMatchObject({
      kind: "credit_note",
      correctsId: head.id,
      totalMinor: 1499,
      reason: "The registry said no.",
    });
    expect(note.number).toMatch(/^CN2026-\d{5}$/);
    expect((await linesOf(note.id)).map((each) => each.nameAscii)).toEqual(["other.com"]);
  });

  it("charged at the start and not delivered: paid and credited in full", async () => {
    const { settlement, invoice } = await ended([restore("gone.com")], ["refused"], 1499);
    expect(invoice).toMatchObject({ state: "paid", creditedMinor: 1499 });
    expect(settlement?.creditNoteId).not.toBeNull();
  });

  it("L-6: that delivered before it was paid leaves it open, until the claim is collected", async () => {
    const { invoice: head } = await ended([restore("later.com")], ["registered"], 0, "", 1499);
    expect(head).toMatchObject({ state: "open", creditedMinor: 0 });
    const [order] = await db().select().from(orders).where(eq(orders.invoiceId, head.id));
    const settle = (owedMinor: number) =>
      inTransaction("test", (tx) => settleInvoice(tx, ctx, { ...order!, owedMinor }));
    expect(await settle(1499)).toMatchObject({ state: "open" });
    expect(await settle(0)).toEqual({ state: "paid", creditNoteId: null });
  });

  it("that delivered nothing leaves it open for another try", async () => {
    const { settlement } = await ended([restore("retry.com")], ["cancelled"], 0);
    expect(settlement).toEqual({ state: "open", creditNoteId: null });
  });

  it("N-7: that was refused for good makes it void, and the merchant reads why", async () => {
    const { settlement, invoice } = await ended([restore("never.com")], ["refused"], 0, "policy");
    expect(settlement?.state).toBe("void");
    expect(invoice.reason).toBe("The registry said no.");
  });
});

describe("the receipt of an order from a cart", () => {
  const sale = (states: ("registered" | "refused")[], more: { owedMinor?: number } = {}) =>
    makeOrder({
      merchantId: merchant.merchant.id,
      placedByUserId: merchant.user.id,
      registrarAccountId,
      state: "completed",
      endedAt: clock.now(),
      names: states.map((state, at) => ({
        nameAscii: `sale${at}-${newId("order").slice(-6)}.com`,
        state,
        endedAt: clock.now(),
        taxMinor: 285,
      })),
      payment: { state: "captured", capturedMinor: 1784, endedAt: clock.now() },
      ...more,
    });

  it("is paid, has what was delivered at the prices of the order, and is written once", async () => {
    const { order } = await sale(["registered", "refused"]);
    const issued = await inTransaction("test", (tx) => issueSaleInvoice(tx, ctx, order));
    expect(await invoice(issued!.id)).toMatchObject({
      kind: "sale",
      state: "paid",
      totalMinor: 1784,
      taxMinor: 285,
      taxRateBasisPoints: 1901,
    });
    expect(await inTransaction("test", (tx) => issueSaleInvoice(tx, ctx, order))).toBeNull();
  });

  it("is not written where nothing was delivered", async () => {
    const { order } = await sale(["refused"]);
    expect(await inTransaction("test", (tx) => issueSaleInvoice(tx, ctx, order))).toBeNull();
  });

  it("P-27: is an open claim where the money could not be collected", async () => {
    const { order } = await sale(["registered"], { owedMinor: 1784 });
    const issued = await inTransaction("test", (tx) => issueSaleInvoice(tx, ctx, order));
    expect(await invoice(issued!.id)).toMatchObject({ kind: "receivable", state: "open" });
    await inTransaction("test", (tx) => settleInvoice(tx, ctx, { ...order, owedMinor: 0 }));
    expect(await invoice(issued!.id)).toMatchObject({ state: "paid" });
  });
});

describe("AN-20: a credit note", () => {
  it("by an amount takes its share of the tax, and its lines sum to it", async () => {
    const { merchant: german } = await makeMember({ clock });
    await db().update(merchants).set({ country: "DE" }).where(eq(merchants.id, german.id));
    const { id } = await issue(draft([line("x.de"), line("y.de", { priceMinor: 700 })], { merchantId: german.id }));
    const note = await inTransaction("test", (tx) =>
      creditNote(tx, ctx, { invoiceId: id, of: { amountMinor: 1000 }, reason: "A kindness" }),
    );
    expect(note).toMatchObject({ amountMinor: 1000, taxMinor: 160 });
    const lines = await linesOf(note.id);
    expect(lines.reduce((sum, each) => sum + each.priceMinor + each.taxMinor, 0)).toBe(1000);
    expect((await invoice(id)).creditedMinor).toBe(1000);
  });

  it.each([1500, 0, -5, 10.5])(
    "of %s on an invoice of 14.99 is refused, and nothing is written",
    async (amountMinor) => {
      const { id } = await issue(draft([line("refuse.com")]));
      const before = await numbers("CN2026");
      await expect(
        inTransaction("test", (tx) => creditNote(tx, ctx, { invoiceId: id, of: { amountMinor }, reason: "x" })),
      ).rejects.toMatchObject({ code: "conflict" });
      expect(await numbers("CN2026")).toEqual(before);
    },
  );

  it("never takes back more than there is, however many come at once", async () => {
    const { id } = await issue(draft([line("many.com")]));
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        inTransaction("test", (tx) => creditNote(tx, ctx, { invoiceId: id, of: { amountMinor: 500 }, reason: "x" })),
      ),
    );
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(2);
    expect((await invoice(id)).creditedMinor).toBe(1000);
  });

  it("of a claim that was not collected takes it out of the books", async () => {
    const { id } = await issue(draft([line("claim.com")], { kind: "receivable" }));
    const claimMinor = async () => {
      const [sum] = await db()
        .select({ minor: sql<number>`sum(${ledgerEntries.amountMinor})::int` })
        .from(ledgerEntries)
        .where(and(eq(ledgerEntries.account, "receivable"), eq(ledgerEntries.currency, "USD")));
      return sum?.minor;
    };
    expect(await claimMinor()).toBe(1499);
    await inTransaction("test", (tx) => creditNote(tx, ctx, { invoiceId: id, of: { amountMinor: 499 }, reason: "x" }));
    expect(await claimMinor()).toBe(1000);
    await inTransaction("test", (tx) => voidInvoice(tx, ctx, { invoiceId: id, reason: "x" }));
    expect(await claimMinor()).toBe(0);
  });
});
