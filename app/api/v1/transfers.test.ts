import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, rawSql } from "@/db/client";
import { tldCosts } from "@/db/schema";
import { correctTransferCodeEndpoint } from "@/lib/api/endpoints/correct-transfer-code";
import { createTransferEndpoint } from "@/lib/api/endpoints/create-transfer";
import { getTransferEndpoint } from "@/lib/api/endpoints/get-transfer";
import { listContactsEndpoint } from "@/lib/api/endpoints/list-contacts";
import { HOUR } from "@/lib/kernel/clock";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { type Member, useShop } from "@/lib/orders/test-shop";
import { apiClient } from "./test-client";

const shop = useShop();
let nth = 0;
let member: Member;
let call: Awaited<ReturnType<typeof apiClient>>;

beforeEach(async () => {
  nth += 1;
  await db().update(tldCosts).set({ transferMinor: 1046, fetchedAt: shop.clock.now() }).where(eq(tldCosts.tld, "com"));
  member = await shop.platform.merchant();
  call = await apiClient(member.ctx, shop.clock);
});

const elsewhere = (spelling = "") => `arriving-${nth}-elsewhere${spelling}.com`;
const wish = (change: object = {}) => {
  const domain = elsewhere();
  return { domain, auth_code: `code-${domain}`, contact_id: member.contact.id, ...change };
};
const read = (id: string) => call(getTransferEndpoint, { params: { id } });

/** Lets days pass, six hours at a time, until a state is reached. */
async function until(id: string, state: string): Promise<void> {
  for (let hours = 0; hours < 12 * 24; hours += 6) {
    if ((await read(id)).body.state === state) return;
    await shop.beat(id);
    shop.clock.advance(6 * HOUR);
  }
}

describe("a transfer", () => {
  it("is ordered, paid on its page, followed through its stages, and here at the end", async () => {
    const made = await call(createTransferEndpoint, { body: wish() });
    const id = String(made.body.id);
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe(`/api/v1/transfers/${id}`);
    expect(made.body).toMatchObject({ domain: elsewhere(), state: "awaiting_payment", charged: { amount_minor: 0 } });
    expect(JSON.stringify(made.body)).not.toContain("code-arriving");
    expect((await read(id)).body).toEqual(made.body);
    await shop.platform.pay(String(made.body.pay_url));
    await returnFromPayment(member.ctx, { orderId: id });
    await shop.beat(id);
    shop.clock.advance(2000);
    await shop.beat(id);
    const moving = (await read(id)).body;
    expect(moving).toMatchObject({ state: "working", stage: expect.any(String), pay_url: null, reason: null });
    await until(id, "delivered");
    expect((await read(id)).body).toMatchObject({ state: "delivered", stage: null, charged: made.body.total });
  });

  it("CO+8: that waits for another code says so, and goes on with the one that is sent", async () => {
    const made = await call(createTransferEndpoint, { body: wish({ auth_code: "wrong-code-1" }) });
    const id = String(made.body.id);
    await shop.platform.pay(String(made.body.pay_url));
    await returnFromPayment(member.ctx, { orderId: id });
    await until(id, "needs_code");
    expect((await read(id)).body).toMatchObject({ state: "needs_code", reason: expect.stringContaining("code") });
    const body = { auth_code: `code-${elsewhere()}` };
    const corrected = await call(correctTransferCodeEndpoint, { params: { id }, body });
    expect([corrected.status, corrected.body.state]).toEqual([200, "working"]);
    await until(id, "delivered");
    expect((await read(id)).body.state).toBe("delivered");
  });

  it("is another shop's secret, and an order of another kind is no transfer", async () => {
    const made = await call(createTransferEndpoint, { body: wish() });
    const id = String(made.body.id);
    const other = await apiClient((await shop.platform.merchant()).ctx, shop.clock);
    expect((await other(getTransferEndpoint, { params: { id } })).status).toBe(404);
    const code = { params: { id }, body: { auth_code: "another-code" } };
    expect((await other(correctTransferCodeEndpoint, code)).status).toBe(404);
    const { orderId } = await shop.buy([`bought-${nth}.com`], { member });
    expect((await read(orderId)).status).toBe(404);
    expect((await call(correctTransferCodeEndpoint, { ...code, params: { id: orderId } })).status).toBe(404);
    expect((await call(correctTransferCodeEndpoint, code)).status).toBe(409);
  });

  it.each<[string, object, string]>([
    ["with a blank in its code", { auth_code: "two words" }, "auth_code"],
    ["with a code of one letter", { auth_code: "x" }, "auth_code"],
    ["with a code of 300 letters", { auth_code: "x".repeat(300) }, "auth_code"],
    ["without the code that its ending asks for", { auth_code: null }, "auth_code"],
    ["of what is no name", { domain: "-.com" }, "domain"],
  ])("%s is refused by name of the field, and the code is not repeated", async (_, change, field) => {
    const body = wish(change);
    const answer = await call(createTransferEndpoint, { body });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field }] });
    if (body.auth_code && body.auth_code.length > 1) expect(JSON.stringify(answer.body)).not.toContain(body.auth_code);
  });

  it("of a contact that is somebody else's is refused", async () => {
    const other = await shop.platform.merchant();
    const answer = await call(createTransferEndpoint, { body: wish({ contact_id: other.contact.id }) });
    expect([404, 422]).toContain(answer.status);
  });

  it("leaves no code in what the key keeps", async () => {
    const body = wish({ auth_code: "canary-of-the-key" });
    const headers = { "idempotency-key": `transfer-${nth}` };
    const first = await call(createTransferEndpoint, { body, headers });
    expect((await call(createTransferEndpoint, { body, headers })).body).toEqual(first.body);
    const [kept] = await rawSql()`
      select json_agg(k)::text || coalesce(json_agg(a)::text, '') as all from idempotency_keys k, audit_log a`;
    expect(kept?.all).toContain("transfer.ordered");
    expect(kept?.all).not.toContain("canary");
  });
});

describe("GET /contacts", () => {
  it("lists whom names can be registered for, a shop's own alone", async () => {
    const { body } = await call(listContactsEndpoint);
    expect(body.data).toEqual([
      expect.objectContaining({ id: member.contact.id, email: member.contact.email, country: member.contact.country }),
    ]);
  });
});
