import { beforeAll, describe, expect, it } from "vitest";
import { searchDomainsEndpoint } from "@/lib/api/endpoints/search-domains";
import { limits } from "@/lib/identity/limits";
import { MINUTE } from "@/lib/kernel/clock";
import { type Member, useShop } from "@/lib/orders/test-shop";
import { apiClient } from "./test-client";

const shop = useShop();
let member: Member;
let call: Awaited<ReturnType<typeof apiClient>>;

beforeAll(async () => {
  member = await shop.platform.merchant();
  call = await apiClient(member.ctx, shop.clock, ["domains:read"]);
});

type Found = { domain: string; available: boolean; status: string; price: string | null; note: string | null };
const search = (query: Record<string, string>) =>
  call(searchDomainsEndpoint, { query: `?${new URLSearchParams(query)}` });
const found = async (query: Record<string, string>) => (await search(query)).body.domains as Found[];

describe("GET /domains/search", () => {
  it("DP-100, DP-101: asks under .com, .io and .store when no ending is named, and says price, currency and term as text", async () => {
    const answer = await search({ q: "Quiet-Fjord" });
    expect(answer.status).toBe(200);
    expect(answer.body.domains).toMatchObject([
      {
        domain: "quiet-fjord.com",
        available: true,
        status: "available",
        price: "13.99",
        price_minor: 1399,
        renewal_price: expect.stringMatching(/^\d+\.99$/),
        currency: "USD",
        period_years: 1,
      },
      { domain: "quiet-fjord.io", available: true, price: expect.stringMatching(/^\d+\.99$/) },
      { domain: "quiet-fjord.store" },
    ]);
  });

  it("DP-102: has one entry an ending, sold here or not, and a whole name first", async () => {
    const rows = await found({ q: "quiet-fjord.net", tlds: "com,.NET, com,li" });
    expect(rows.map((row) => [row.domain, row.status])).toEqual([
      ["quiet-fjord.net", "available"],
      ["quiet-fjord.com", "available"],
      ["quiet-fjord.li", "not_sold"],
    ]);
    expect(rows[2]).toMatchObject({ available: false, price: null, note: expect.stringContaining("not sold") });
  });

  it("DP-103: a taken name carries its price; a silent registry makes it unknown, never free", async () => {
    expect(await found({ q: "google", tlds: "com" })).toMatchObject([
      { available: false, status: "taken", price: "13.99" },
    ]);
    expect(await found({ q: "harbor-unknown", tlds: "com" })).toMatchObject([{ available: false, status: "unknown" }]);
    expect(await found({ q: "harbor-reserved", tlds: "com" })).toMatchObject([
      { available: false, status: "reserved" },
    ]);
  });

  it("knows what is the shop's own, and takes words and other scripts", async () => {
    await shop.buy(["own-already.com"], { member });
    expect(await found({ q: "own-already", tlds: "com" })).toMatchObject([{ available: false, status: "owned" }]);
    expect((await found({ q: "quiet green tea", tlds: "com" }))[0]?.domain).toBe("quietgreentea.com");
    expect((await found({ q: "bücher-fjord", tlds: "com" }))[0]).toMatchObject({
      domain: "xn--bcher-fjord-thb.com",
      domain_unicode: "bücher-fjord.com",
    });
  });

  it.each<[Record<string, string>, string]>([
    [{}, "q"],
    [{ q: "  " }, "q"],
    [{ q: "a,b" }, "q"],
    [{ q: "-.-" }, "q"],
    [{ q: "tea", tlds: "" }, "tlds"],
    [{ q: "tea", tlds: "com,nope-no" }, "tlds"],
    [{ q: "tea", tlds: "x.com" }, "tlds"],
    [{ q: "tea", tlds: Array.from({ length: 21 }, (_, nth) => `a${nth}`).join(",") }, "tlds"],
    [{ q: "tea", page: "2" }, "form"],
  ])("DP-102: %j is a 422 that names %s, and no registrar is asked", async (query, field) => {
    shop.calls = [];
    const answer = await search(query);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field, message: expect.stringMatching(/\w/) }] });
    expect(shop.calls).toEqual([]);
  });

  it("is limited as a person's searches are", async () => {
    shop.clock.advance(2 * MINUTE);
    for (let nth = 0; nth < limits.search.capacity; nth += 1) await search({ q: "own-already", tlds: "com" });
    expect((await search({ q: "own-already", tlds: "com" })).body).toMatchObject({ status: 429, code: "rate_limited" });
  });
});
