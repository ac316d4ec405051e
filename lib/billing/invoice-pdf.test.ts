import { eq, sql } from "drizzle-orm";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { ledgerEntries, ledgerTransactions, merchants, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { formatMoney } from "@/lib/kernel/money";
import { creditNote } from "./credit-note";
import { invoicePdf } from "./invoice-pdf";
import { invoiceView } from "./invoice-view";
import { issueSaleInvoice } from "./issue-sale-invoice";
import { post } from "./post";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock("2026-11-20T12:00:00Z"));
let merchant: Awaited<ReturnType<typeof makeMember>>;

beforeAll(async () => {
  merchant = await makeMember({ clock: ctx.clock });
  const billing = {
    name: "Blätterwerk Łódź & Söhne",
    addressLine1: "Hafenstraße 4",
    addressLine2: "",
    postalCode: "20459",
    city: "Hamburg",
    country: "DE",
  };
  await db().update(merchants).set({ billing, country: "DE" }).where(eq(merchants.id, merchant.merchant.id));
  await db()
    .insert(settings)
    .values([
      { key: "taxRates", value: { DE: 19 }, updatedAt: ctx.clock.now() },
      { key: "sellerName", value: "Nameplate Ltd", updatedAt: ctx.clock.now() },
      { key: "sellerVatId", value: "IE1234567WA", updatedAt: ctx.clock.now() },
    ]);
});

/** A paid order of these names, each at 14.99 and its tax, in the books and with its receipt. */
async function receipt(names: string[]) {
  const made = await makeOrder({
    merchantId: merchant.merchant.id,
    placedByUserId: merchant.user.id,
    registrarAccountId: (await makeRegistrarAccount()).id,
    state: "completed",
    endedAt: ctx.clock.now(),
    taxNote: "Includes 19 % tax (DE)",
    names: names.map((nameAscii) => ({
      nameAscii,
      state: "registered" as const,
      endedAt: ctx.clock.now(),
      taxMinor: 285,
    })),
    payment: {
      state: "captured",
      capturedMinor: names.length * 1784,
      endedAt: ctx.clock.now(),
      cardBrand: "visa",
      cardLast4: "4242",
    },
  });
  return inTransaction("test", async (tx) => {
    await post(tx, ctx, {
      kind: "capture",
      externalKey: `stripe:capture:${made.payment.id}`,
      orderId: made.order.id,
      merchantId: merchant.merchant.id,
      currency: "USD",
      lines: [
        { account: "stripe", amountMinor: made.order.totalMinor },
        { account: "sales", amountMinor: -made.order.subtotalMinor },
        { account: "tax", amountMinor: -made.order.taxMinor },
      ],
    });
    const issued = await issueSaleInvoice(tx, ctx, made.order);
    return { orderId: made.order.id, invoiceId: issued!.id };
  });
}

async function booked(orderId: string) {
  const rows = await db()
    .select({ account: ledgerEntries.account, minor: sql<number>`sum(${ledgerEntries.amountMinor})::int` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(eq(ledgerTransactions.orderId, orderId))
    .groupBy(ledgerEntries.account);
  return Object.fromEntries(rows.map((row) => [row.account, row.minor]));
}

/** The text of each page as a reader of the file finds it. */
async function textOf(pdf: Buffer): Promise<string[]> {
  const file = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, index) => file.getPage(index + 1)));
  const texts = await Promise.all(
    pages.map(async (page) =>
      (await page.getTextContent()).items.map((item) => ("str" in item ? item.str : "")).join("|"),
    ),
  );
  await file.destroy();
  return texts;
}

describe("AN-19: the PDF of an invoice", () => {
  it("says to the cent what the books say, and who sold what to whom", async () => {
    const { orderId, invoiceId } = await receipt(["fernandfable.com", "xn--bltterwerk-r5a.com"]);
    const view = await invoiceView(ctx, invoiceId);
    const [text = ""] = await textOf(await invoicePdf(view));
    const books = await booked(orderId);
    expect(text).toContain(`Subtotal|`);
    expect(text).toContain(formatMoney(-books.sales!, "USD"));
    expect(text).toContain(formatMoney(-books.tax!, "USD"));
    expect(text).toContain(formatMoney(books.stripe!, "USD"));
    for (const words of [
      view.number,
      "Paid on 20 Nov 2026",
      "fernandfable.com",
      "blätterwerk.com",
      "xn--bltterwerk-r5a.com",
      "Blätterwerk Łódź & Söhne",
      "Hafenstraße 4",
      "20459 Hamburg",
      "Germany",
      "Nameplate Ltd",
      "VAT id IE1234567WA",
      "Tax 19 %",
      "Registration, 1 year",
    ])
      expect(text).toContain(words);
  });

  it("of a credit note names the invoice that it corrects, and why", async () => {
    const { invoiceId } = await receipt(["one.com"]);
    const note = await inTransaction("test", (tx) =>
      creditNote(tx, ctx, { invoiceId, of: { amountMinor: 1784 }, reason: "The registrar could not do it." }),
    );
    const [text = ""] = await textOf(await invoicePdf(await invoiceView(ctx, note.id)));
    const { number } = await invoiceView(ctx, invoiceId);
    for (const words of ["Credit note", note.number, number, "The registrar could not do it.", "17.84 USD"])
      expect(text).toContain(words);
    const [corrected = ""] = await textOf(await invoicePdf(await invoiceView(ctx, invoiceId)));
    expect(corrected).toContain("−17.84 USD");
  });

  it("goes over as many pages as it has names for, each with its number", async () => {
    const names = Array.from({ length: 60 }, (_, nth) => `shop-number-${nth}.com`);
    const { invoiceId } = await receipt(names);
    const pages = await textOf(await invoicePdf(await invoiceView(ctx, invoiceId)));
    expect(pages.length).toBeGreaterThan(2);
    for (const name of names) expect(pages.filter((text) => text.includes(name))).toHaveLength(1);
    for (const [at, text] of pages.entries()) expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    expect(pages.at(-1)).toContain(formatMoney(60 * 1784, "USD"));
  });

  it("shows letters that its fonts lack as the registry writes them", async () => {
    const { invoiceId } = await receipt(["xn--wgv71a.com", "xn--e1afmkfd.com"]);
    const [text = ""] = await textOf(await invoicePdf(await invoiceView(ctx, invoiceId)));
    expect(text).toContain("xn--wgv71a.com");
    expect(text).toContain("пример.com");
    expect(text).toMatch(/Without tax[| ]*xn--wgv71a\.com/);
  });
});
