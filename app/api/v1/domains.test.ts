import { beforeAll, describe, expect, it } from "vitest";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { getDomainEndpoint } from "@/lib/api/endpoints/get-domain";
import { listDomainsEndpoint } from "@/lib/api/endpoints/list-domains";
import { listOwnedDomainsEndpoint } from "@/lib/api/endpoints/list-owned-domains";
import { renewDomainEndpoint } from "@/lib/api/endpoints/renew-domain";
import { setAutoRenewEndpoint } from "@/lib/api/endpoints/set-auto-renew";
import { DAY, later, ManualClock } from "@/lib/kernel/clock";
import { apiClient } from "./test-client";

useTestDatabase();
const clock = new ManualClock();
let call: Awaited<ReturnType<typeof apiClient>>;
let foreign: Awaited<ReturnType<typeof apiClient>>;

beforeAll(async () => {
  const [mine, other] = [await makeMember({ clock }), await makeMember({ clock })];
  call = await apiClient(mine.ctx, clock);
  foreign = await apiClient(other.ctx, clock);
  const platform = await makeRegistrarAccount();
  const linked = await makeRegistrarAccount({ merchantId: mine.merchant.id, label: "My own" });
  const own = { merchantId: mine.merchant.id, registrarAccountId: platform.id, registeredAt: clock.now() };
  const soon = later(clock.now(), 10 * DAY);
  await makeDomain({ ...own, nameAscii: "b.example.com", tld: "com", registration: "cancelled", expiresAt: null });
  await makeDomain({ ...own, nameAscii: "anvil.com", expiresAt: soon, autoRenew: false });
  await makeDomain({ ...own, nameAscii: "bellows.com", registration: "transferred_away" });
  await makeDomain({ ...own, nameAscii: "bellows.com", createdAt: later(clock.now(), -DAY), privacy: null });
  await makeDomain({ ...own, nameAscii: "xn--bcher-kva.com", renewPriceMinor: 120000, currency: "JPY" });
  await makeDomain({ ...own, nameAscii: "connected.com", registrarAccountId: linked.id });
  await makeDomain({ ...own, merchantId: other.merchant.id, nameAscii: "foreign.com" });
});

const names = (answer: { body: Record<string, unknown> }) =>
  (answer.body.data as { domain: string; status: string }[]).map(({ domain }) => domain);

describe("GET /domains", () => {
  it("lists the shop's own domains by name and nobody else's", async () => {
    const answer = await call(listDomainsEndpoint);
    expect(answer.status).toBe(200);
    expect(names(answer)).toEqual([
      "anvil.com",
      "b.example.com",
      "bellows.com",
      "bellows.com",
      "connected.com",
      "xn--bcher-kva.com",
    ]);
    expect(answer.body.next_cursor).toBeNull();
    expect(names(await foreign(listDomainsEndpoint))).toEqual(["foreign.com"]);
  });

  it("gives every domain once over pages of any size, and says where the next one is", async () => {
    for (const limit of [1, 2, 3]) {
      const seen: string[] = [];
      let query = `?limit=${limit}`;
      for (;;) {
        const answer = await call(listDomainsEndpoint, { query });
        seen.push(...(answer.body.data as { id: string }[]).map(({ id }) => id));
        const [, next] = /<\/api\/v1\/domains(\?[^>]*)>; rel="next"/.exec(answer.headers.get("link") ?? "") ?? [];
        expect(next === undefined).toBe(answer.body.next_cursor === null);
        if (!next) break;
        expect(next).toContain(`limit=${limit}`);
        query = next;
      }
      expect(seen).toHaveLength(6);
      expect(new Set(seen).size).toBe(6);
    }
  });

  it.each<[string, string[]]>([
    ["?q=ELL", ["bellows.com", "bellows.com"]],
    ["?q=%25", []],
    ["?q=_", []],
    ["?q=%00anvil", ["anvil.com"]],
    ["?status=cancelled", ["b.example.com"]],
    ["?auto_renew=false", ["anvil.com"]],
    ["?expires_before=2026-12-05T00:00:00Z", ["anvil.com"]],
    ["?expires_before=2026-12-05T00:00:00%2B01:00&auto_renew=true", []],
  ])("filters by %s", async (query, found) => {
    expect(names(await call(listDomainsEndpoint, { query }))).toEqual(found);
  });

  it.each([
    "?limit=0",
    "?limit=201",
    "?limit=x",
    "?status=lost",
    "?auto_renew=1",
    "?expires_before=soon",
    "?after=zzz",
    "?after=W10",
  ])("refuses %s", async (query) => {
    expect(await call(listDomainsEndpoint, { query })).toMatchObject({ status: 422, body: { code: "invalid" } });
  });
});

describe("GET /domains/{name}", () => {
  it("finds a domain in any spelling and tells all that is known, with money in its currency's digits", async () => {
    for (const name of ["bücher.com", "xn--bcher-kva.com", "BÜCHER.COM", "https://bücher.com/"]) {
      const answer = await call(getDomainEndpoint, { params: { name } });
      expect(answer.body).toMatchObject({
        domain: "xn--bcher-kva.com",
        domain_unicode: "bücher.com",
        status: "active",
        purchased: true,
        auto_renew: true,
        name_servers: ["ns1.sandbox.test", "ns2.sandbox.test"],
        renewal_price: { amount: "120000", amount_minor: 120000, currency: "JPY" },
      });
    }
  });

  it("prefers the one that lives to one that has left", async () => {
    expect((await call(getDomainEndpoint, { params: { name: "bellows.com" } })).body).toMatchObject({
      status: "active",
      privacy: null,
      renewal_price: { amount: "15.99", amount_minor: 1599, currency: "USD" },
    });
  });

  it("answers another shop's domain, one that is nowhere and what is no name with the same 404", async () => {
    const answers = [];
    for (const name of ["foreign.com", "nowhere.com", "not a name", "com", "\0.com", "%"]) {
      const { status, body } = await call(getDomainEndpoint, { params: { name } });
      answers.push([status, { ...body, request_id: "" }]);
    }
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
  });
});

describe("DP-121: GET /domains/owned", () => {
  it("lists what is held here, not what only leads here, with eleven fields", async () => {
    const { body } = await call(listOwnedDomainsEndpoint);
    const rows = body.domains as Record<string, unknown>[];
    expect(rows.map(({ domain }) => domain)).not.toContain("connected.com");
    expect(rows.map(({ domain }) => domain)).not.toContain("foreign.com");
    expect(rows.find(({ domain }) => domain === "anvil.com")).toEqual({
      id: expect.stringMatching(/^dom_/),
      store_id: null,
      domain: "anvil.com",
      status: "active",
      purchase_provider: "sandbox",
      purchase_date: clock.now().toISOString(),
      expiry_date: later(clock.now(), 10 * DAY).toISOString(),
      auto_renew: false,
      is_purchased: true,
      ssl_provisioned: false,
      auto_dns_configured: false,
    });
  });
});

describe("DP-118, DP-119: what only the platform can do", () => {
  it.each([
    [renewDomainEndpoint, { years: 1 }],
    [setAutoRenewEndpoint, { auto_renew: true }],
  ])("is a 400 for a domain that was not bought here and a 404 for none", async (endpoint, body) => {
    const statusOf = async (name: string) => (await call(endpoint, { params: { name }, body })).status;
    expect(await statusOf("connected.com")).toBe(400);
    expect(await statusOf("nowhere.com")).toBe(404);
    expect(await statusOf("foreign.com")).toBe(404);
  });

  it("DP-115: refuses 0, 11 and half a year by name of the field", async () => {
    for (const years of [0, 11, 0.5, "1", null]) {
      const answer = await call(renewDomainEndpoint, { params: { name: "anvil.com" }, body: { years } });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ field: "years" }] });
    }
  });
});
