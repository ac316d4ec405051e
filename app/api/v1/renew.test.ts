import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { domains, invoices, memberships, orders, paymentMethods, tldCosts } from "@/db/schema";
import { getDomainEndpoint } from "@/lib/api/endpoints/get-domain";
import { getInvoiceEndpoint } from "@/lib/api/endpoints/get-invoice";
import { getOrderEndpoint } from "@/lib/api/endpoints/get-order";
import { getRenewalPricesEndpoint } from "@/lib/api/endpoints/get-renewal-prices";
import { listInvoicesEndpoint } from "@/lib/api/endpoints/list-invoices";
import { payInvoiceEndpoint } from "@/lib/api/endpoints/pay-invoice";
import { renewDomainEndpoint } from "@/lib/api/endpoints/renew-domain";
import { setAutoRenewEndpoint } from "@/lib/api/endpoints/set-auto-renew";
import { DAY, later } from "@/lib/kernel/clock";
import { type Member, useShop } from "@/lib/orders/test-shop";
import { invoiceDueRenewals } from "@/lib/renewals/invoice-due-renewals";
import { invoiceNow } from "@/lib/renewals/renew-now";
import { takeDunningStep } from "@/lib/renewals/take-dunning-step";
import { type Answer, apiClient } from "./test-client";

const shop = useShop();
const start = new Date("2026-11-20T12:00:00Z");
const atOnce = { prefer: "respond-async" };
const patiently = { prefer: "wait=30" };
const longTest = 60_000;
let nth = 0;
let name: string;
let member: Member;
let call: Awaited<ReturnType<typeof apiClient>>;

beforeEach(async () => {
  nth += 1;
  shop.clock.set(later(start, nth * DAY));
  name = `robot-${nth}.com`;
  member = await shop.platform.merchant();
  await shop.buy([name], { member });
  call = await apiClient(member.ctx, shop.clock);
});

const domainRow = async () => (await shop.domain(name))!;
const renewals = async () => (await shop.charges(name)).filter(({ verb }) => verb === "renew").length;
const renewalInvoices = () =>
  db()
    .select()
    .from(invoices)
    .where(eq(invoices.kind, "renewal"))
    .then((rows) => rows.filter((row) => row.merchantId === member.merchant.id));
const withoutCard = () => db().delete(paymentMethods).where(eq(paymentMethods.merchantId, member.merchant.id));
const renew = (body: object = { years: 1 }, headers: Record<string, string> = {}) =>
  call(renewDomainEndpoint, { params: { name }, body, headers });

/** Plays the order that a request has started while the request waits for its end. */
async function playMeanwhile(request: Promise<Answer>): Promise<Answer> {
  const order = await vi.waitFor(
    async () => {
      const rows = await db().select().from(orders).where(eq(orders.merchantId, member.merchant.id));
      const open = rows.find((row) => row.invoiceId !== null && row.state === "fulfilling");
      if (!open) throw new Error("Not started yet.");
      return open;
    },
    { timeout: longTest },
  );
  await shop.play(order.id);
  return request;
}

describe("POST /domains/{name}/renew", () => {
  it(
    "DP-117: pays by the saved card first, renews, and answers the registrar's new date with the order",
    async () => {
      const before = (await domainRow()).expiresAt!;
      const answer = await playMeanwhile(renew({ years: 2 }, patiently));
      const after = (await domainRow()).expiresAt!;
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        domain: name,
        new_expiry_date: after.toISOString(),
        order_id: expect.stringMatching(/^ord_/),
      });
      expect(after.getUTCFullYear()).toBe(before.getUTCFullYear() + 2);
      expect(await renewalInvoices()).toMatchObject([{ state: "paid" }]);
      const order = await call(getOrderEndpoint, { params: { id: String(answer.body.order_id) } });
      expect(order.body).toMatchObject({
        state: "completed",
        charged: order.body.total,
        items: [
          { domain: name, kind: "renew", years: 2, state: "delivered", expires_at: after.toISOString(), reason: null },
        ],
      });
    },
    longTest,
  );

  it("answers 202 with the order to ask when it shall not wait, and the same key renews no second time", async () => {
    const headers = { ...atOnce, "idempotency-key": `renew-${nth}` };
    const first = await renew({ years: 1 }, headers);
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ domain: name, status: "pending", order_id: expect.stringMatching(/^ord_/) });
    expect(first.headers.get("location")).toBe(`/api/v1/orders/${first.body.order_id}`);
    await shop.play(String(first.body.order_id));
    const again = await renew({ years: 1 }, headers);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(await renewals()).toBe(1);
  });

  it("is a 402 with the way to pay when there is no card, and nothing is asked of the registrar", async () => {
    await withoutCard();
    const answer = await renew();
    const [invoice] = await renewalInvoices();
    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({
      code: "payment_required",
      detail: expect.stringContaining("Nothing was charged"),
    });
    expect(answer.body.pay_url).toMatch(new RegExp(`/invoices/${invoice?.id}$`));
    expect(invoice?.state).toBe("open");
    expect(await renewals()).toBe(0);
  });

  it("refuses a term that leads further than ten years with the field named, and makes no invoice", async () => {
    const answer = await renew({ years: 10 });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: "years" }] });
    expect(await renewalInvoices()).toEqual([]);
  });

  it("refuses to begin again while it is being paid, and charges once", async () => {
    const first = await renew({ years: 1 }, atOnce);
    expect((await renew({ years: 1 }, atOnce)).body).toMatchObject({ status: 409, code: "conflict" });
    await shop.play(String(first.body.order_id));
    expect(await renewals()).toBe(1);
  });

  it("restores nothing that was not asked for: in redemption it names the price and charges nothing", async () => {
    const { id, expiresAt } = await domainRow();
    shop.clock.set(later(expiresAt!, 50 * DAY));
    await db().update(domains).set({ registration: "redemption" }).where(eq(domains.id, id));
    await db().update(tldCosts).set({ restoreMinor: 8000, fetchedAt: shop.clock.now() }).where(eq(tldCosts.tld, "com"));
    const prices = await call(getRenewalPricesEndpoint, { params: { name } });
    expect(prices.body).toMatchObject({ phase: "redemption", last_day: expect.any(String) });
    const [term] = prices.body.terms as { total: { amount: string } }[];
    const answer = await renew();
    expect(answer.body).toMatchObject({ status: 409, detail: expect.stringContaining(`${term?.total.amount} USD`) });
    expect(await renewalInvoices()).toEqual([]);
  });
});

describe("a token of somebody who may only look", () => {
  it("neither renews, nor pays, nor switches anything, though it has the scopes", async () => {
    const { invoiceId } = await invoiceNow(member.ctx, { domainId: (await domainRow()).id, years: 1 });
    await db().update(memberships).set({ role: "read_only" }).where(eq(memberships.merchantId, member.merchant.id));
    const statuses = [
      await renew(),
      await call(payInvoiceEndpoint, { params: { id: invoiceId } }),
      await call(setAutoRenewEndpoint, { params: { name }, body: { auto_renew: false } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403]);
    expect((await domainRow()).autoRenew).toBe(true);
    expect(await renewalInvoices()).toMatchObject([{ id: invoiceId, state: "open" }]);
    expect(await renewals()).toBe(0);
  });
});

describe("GET /domains/{name}/renewal-prices", () => {
  it("tells each term with its price, what is paid with tax, and the day it leads to", async () => {
    const { expiresAt } = await domainRow();
    const { body } = await call(getRenewalPricesEndpoint, { params: { name } });
    expect(body).toMatchObject({ domain: name, phase: "active", expires_at: expiresAt!.toISOString(), last_day: null });
    const terms = body.terms as { years: number; price: { amount_minor: number }; new_expiry_date: string }[];
    expect(terms[0]?.years).toBe(1);
    expect(terms[1]?.price.amount_minor).toBe(2 * (terms[0]?.price.amount_minor ?? 0));
    expect(new Date(terms[0]?.new_expiry_date ?? 0).getUTCFullYear()).toBe(expiresAt!.getUTCFullYear() + 1);
  });
});

describe("PATCH /domains/{name}/auto-renew", () => {
  it("DP-119: switches it off and on, as the domain then says", async () => {
    for (const wanted of [false, true, true]) {
      const answer = await call(setAutoRenewEndpoint, { params: { name }, body: { auto_renew: wanted } });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ domain: name, auto_renew: wanted });
      expect((await domainRow()).autoRenew).toBe(wanted);
    }
  });
});

describe("a domain whose renewal a program has switched on", () => {
  it("DP-120: is invoiced, charged and renewed before it expires, with nothing more asked", async () => {
    const switched = (auto_renew: boolean) => call(setAutoRenewEndpoint, { params: { name }, body: { auto_renew } });
    const read = async () => (await call(getDomainEndpoint, { params: { name } })).body;
    const before = (await domainRow()).expiresAt!;
    await switched(false);
    shop.clock.set(later(before, -40 * DAY));
    await invoiceDueRenewals(shop.platform.ctx);
    expect((await call(listInvoicesEndpoint, { query: "?state=open" })).body.data).toEqual([]);

    await switched(true);
    await invoiceDueRenewals(shop.platform.ctx);
    const [invoice] = (await call(listInvoicesEndpoint, { query: "?state=open" })).body.data as { id: string }[];
    expect(await takeDunningStep(shop.platform.ctx, { invoiceId: invoice!.id })).toBe("started");
    const [order] = await db().select().from(orders).where(eq(orders.invoiceId, invoice!.id));
    await shop.play(order!.id);
    expect((await call(getInvoiceEndpoint, { params: { id: invoice!.id } })).body).toMatchObject({ state: "paid" });
    const after = await read();
    expect(after).toMatchObject({ status: "active", auto_renew: true });
    expect(new Date(String(after.expires_at)).getUTCFullYear()).toBe(before.getUTCFullYear() + 1);
    expect(shop.clock.now() < before).toBe(true);
    expect(await renewals()).toBe(1);
  });
});

describe("invoices", () => {
  it("are listed and read with their lines, and a shop's own alone", async () => {
    const { invoiceId } = await invoiceNow(member.ctx, { domainId: (await domainRow()).id, years: 1 });
    const other = await apiClient((await shop.platform.merchant()).ctx, shop.clock);
    const listed = await call(listInvoicesEndpoint, { query: "?state=open" });
    const read = await call(getInvoiceEndpoint, { params: { id: invoiceId } });
    expect(listed.body.data).toEqual([read.body]);
    expect(read.body).toMatchObject({
      id: invoiceId,
      kind: "renewal",
      state: "open",
      order_id: null,
      lines: [{ domain: name, kind: "renew", years: 1 }],
    });
    expect((await other(listInvoicesEndpoint)).body.data).toEqual([]);
    expect((await other(getInvoiceEndpoint, { params: { id: invoiceId } })).status).toBe(404);
    expect((await other(payInvoiceEndpoint, { params: { id: invoiceId } })).status).toBe(404);
    expect((await call(getInvoiceEndpoint, { params: { id: "inv_1" } })).status).toBe(404);
  });

  it("come a page at a time, the newest first, each once", async () => {
    await invoiceNow(member.ctx, { domainId: (await domainRow()).id, years: 1 });
    const all = (await call(listInvoicesEndpoint)).body.data as { id: string; kind: string }[];
    expect(all.map(({ kind }) => kind)).toEqual(["renewal", "sale"]);
    const first = await call(listInvoicesEndpoint, { query: "?limit=1" });
    const second = await call(listInvoicesEndpoint, { query: `?limit=1&after=${first.body.next_cursor}` });
    expect([first, second].flatMap(({ body }) => body.data)).toEqual(all);
    expect(second.body.next_cursor).toBeNull();
    expect((await call(listInvoicesEndpoint, { query: "?after=WyJ4IiwieSJd" })).status).toBe(422);
  });

  it(
    "are paid by the saved card, and paying one again is a 409 that costs nothing",
    async () => {
      const { invoiceId } = await invoiceNow(member.ctx, { domainId: (await domainRow()).id, years: 1 });
      const pay = () => call(payInvoiceEndpoint, { params: { id: invoiceId }, headers: patiently });
      const paid = await playMeanwhile(pay());
      expect(paid.status).toBe(200);
      expect(paid.body).toMatchObject({ id: invoiceId, state: "paid", order_id: expect.stringMatching(/^ord_/) });
      expect((await pay()).body).toMatchObject({ status: 409, detail: expect.stringContaining("Nothing was charged") });
      expect(await renewals()).toBe(1);
    },
    longTest,
  );

  it("stay open with a 402 when the card is gone", async () => {
    const { invoiceId } = await invoiceNow(member.ctx, { domainId: (await domainRow()).id, years: 1 });
    await withoutCard();
    const answer = await call(payInvoiceEndpoint, { params: { id: invoiceId } });
    expect(answer.body).toMatchObject({ status: 402, pay_url: expect.stringContaining(invoiceId) });
    expect((await call(getInvoiceEndpoint, { params: { id: invoiceId } })).body.state).toBe("open");
  });
});
