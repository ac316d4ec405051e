import { describe, expect, it } from "vitest";
import { DAY, MINUTE, SECOND } from "@/lib/kernel/clock";
import { registrarCalls } from "../testing/call-registrar";
import { useRegistrarWorld } from "../testing/use-registrar-world";
import { ada } from "./ada";

const { world, call, register, state, domain, availability } = useRegistrarWorld();

describe("the shelf", () => {
  it("says of each name what the world says, always the same", async () => {
    const asked = ["google.com", "shop.com", "tide-and-tea.com", "bad_name.com", "tea.nosuchtld", "x-reserved.com"];
    const results = await availability(...asked);
    expect(results.map((result) => result.status)).toEqual([
      "taken",
      "taken",
      "available",
      "unsupported",
      "unsupported",
      "reserved",
    ]);
    expect(results[0]?.reason).toMatch(/^Registered since (19|20)\d\d\.$/);
    expect(await availability(...asked)).toEqual(results);
  });

  it("takes at most fifty names a call", async () => {
    const names = Array.from({ length: 51 }, (_, i) => `tide-${i}.com`);
    expect((await call("POST", "/v1/availability", { names })).status).toBe(400);
    expect(await availability(...names.slice(1))).toHaveLength(50);
  });

  it("PE-45: prices about 270 TLDs, page by page, each with its terms", async () => {
    const all: { tld: string; registerMinor: number; renewMinor: number; minYears: number }[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const page = (await call("GET", `/v1/prices?cursor=${cursor}`)).body as {
        prices: typeof all;
        next: string | null;
      };
      all.push(...page.prices);
      cursor = page.next;
    }
    const tlds = all.map((price) => price.tld);
    expect(new Set(tlds).size).toBe(tlds.length);
    expect(tlds.length).toBeGreaterThan(200);
    const named =
      "com net org io co dev app ai xyz online store shop de co.uk fr it es nl se ch jp com.au ca us in".split(" ");
    expect(tlds).toEqual(expect.arrayContaining(named));
    expect(all.find((price) => price.tld === "ai")?.minYears).toBe(2);
    for (const price of all) expect(price.registerMinor).toBeGreaterThan(50);
  });

  it("bills the first year at the registration price and later ones at the renewal price", async () => {
    const price = async (years: number) =>
      (await call("GET", `/v1/names/tide-tea.xyz/price?years=${years}`)).body.price;
    expect(await price(1)).toEqual({ registerMinor: 198, renewMinor: 1190, premium: false, currency: "USD" });
    expect(await price(3)).toMatchObject({ registerMinor: 198 + 2 * 1190 });
    expect(await price(11)).toBeNull();
  });

  it("suggests names that can be had, with their reasons", async () => {
    const { suggestions } = (await call("GET", "/v1/suggestions?query=Quiet%20Harbor&count=30")).body as {
      suggestions: { name: string; reason: string }[];
    };
    expect(suggestions[0]).toEqual({ name: "quietharbor.com", reason: "Your words as they are" });
    expect(suggestions).toHaveLength(30);
    expect(suggestions.map((suggestion) => suggestion.reason)).toContain("“calm” instead of “quiet”");
    const statuses = await availability(...suggestions.map((suggestion) => suggestion.name));
    expect(new Set(statuses.map((result) => result.status))).toEqual(new Set(["available"]));
    for (const query of ["", "   ", "%00%ff", "a".repeat(3000), "日本"])
      expect((await call("GET", `/v1/suggestions?query=${encodeURIComponent(query)}`)).status).toBe(200);
  });
});

describe("a registration", () => {
  it("is pending for a moment, then ours, charged once", async () => {
    const started = await register("first-tide.com", { autoRenew: false });
    expect(started).toMatchObject({ status: 202, body: { operation: { state: "pending", name: "first-tide.com" } } });
    expect((await domain("first-tide.com")).status).toBe(404);
    expect(await availability("first-tide.com")).toMatchObject([{ status: "taken" }]);
    expect(await world().registrar.charges()).toEqual([]);
    await world().advance(2 * SECOND);
    expect(await state(started)).toBe("done");
    expect((await domain("first-tide.com")).body.domain).toMatchObject({ autoRenew: false, locked: true });
    expect(await world().registrar.charges()).toMatchObject([
      { name: "first-tide.com", verb: "register", amountMinor: 1046, operationId: started.body.operation?.id },
    ]);
  });

  it("has auto-renew on unless told off, and then renews and charges unasked 35 days before the end", async () => {
    await register("left-on.com");
    await world().advance(2 * SECOND);
    expect((await domain("left-on.com")).body.domain).toMatchObject({ autoRenew: true });
    await world().advance(320 * DAY);
    const before = (await domain("left-on.com")).body.domain as { expiresAt: string };
    await world().advance(15 * DAY);
    const after = (await domain("left-on.com")).body.domain as { expiresAt: string };
    expect(new Date(after.expiresAt).getUTCFullYear()).toBe(new Date(before.expiresAt).getUTCFullYear() + 1);
    const charges = (await world().registrar.charges()).filter((charge) => charge.name === "left-on.com");
    expect(charges.map((charge) => charge.verb)).toEqual(["register", "auto_renew"]);
  });

  it("takes minutes where the registry does", async () => {
    const started = await register("slow-tea.ai", { years: 2 });
    await world().advance(MINUTE);
    expect(await state(started)).toBe("pending");
    await world().advance(4 * MINUTE);
    expect(await state(started)).toBe("done");
  });

  it("of one name is taken on once and ended once, however many arrive together", async () => {
    const names = ["one", "two", "three", "four", "five"].map((word) => `contended-${word}.com`);
    for (const name of names) {
      const replies = await Promise.all(Array.from({ length: 20 }, () => register(name)));
      expect(replies.filter((reply) => reply.status === 202)).toHaveLength(1);
      expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([202, 409]));
    }
    await world().clock.advance(2 * SECOND);
    const looks = await Promise.all(names.flatMap((name) => Array.from({ length: 10 }, () => domain(name))));
    for (const look of looks) expect([200, 404]).toContain(look.status);
    for (const name of names) expect((await register(name)).body.error?.code).toBe("unavailable");
    const charged = (await world().registrar.charges()).map((charge) => charge.name);
    expect(charged.filter((name) => names.includes(name)).sort()).toEqual(names.toSorted());
  });

  it("another account can neither see nor change it, nor have the name", async () => {
    await world().registrar.addAccount("merchant", "merchant-key");
    const other = registrarCalls(world, "merchant-key");
    const started = await register("ours-alone.com");
    await world().advance(2 * SECOND);
    expect((await other.domain("ours-alone.com")).status).toBe(404);
    expect((await other.call("GET", `/v1/operations/${started.body.operation?.id}`)).status).toBe(404);
    expect((await other.call("PUT", "/v1/domains/ours-alone.com/lock", { on: false })).status).toBe(404);
    expect((await other.register("ours-alone.com")).body.error?.code).toBe("unavailable");
    expect((await registrarCalls(world, "no-key").domain("ours-alone.com")).status).toBe(401);
  });

  it("CO-15: goes by a contact handle as well", async () => {
    const { handle } = (await call("POST", "/v1/contacts", { contact: ada })).body;
    const started = await register("by-handle.com", { contact: undefined, contactHandle: handle });
    await world().advance(2 * SECOND);
    expect(await state(started)).toBe("done");
    expect((await domain("by-handle.com")).body.domain).toMatchObject({ registrantEmail: ada.email });
    expect((await register("no-handle.com", { contact: undefined, contactHandle: "contact-none" })).status).toBe(422);
  });

  it.each([
    ["email", "nobody"],
    ["phone", "0123"],
    ["country", "United States"],
    ["city", " "],
  ])("with a contact whose %s is wrong is refused by that field", async (field, value) => {
    const reply = await register(`bad-${field}.com`, { contact: { ...ada, [field]: value } });
    expect(reply).toMatchObject({ status: 422, body: { error: { code: "contact", field } } });
  });

  it("CO-11: is refused for terms the TLD does not have, and above the price limit", async () => {
    expect((await register("terms.ai")).body.error?.code).toBe("policy");
    expect((await register("terms.com", { years: 11 })).body.error?.code).toBe("policy");
    expect((await register("terms.com", { years: -1 })).body.error?.code).toBe("policy");
    const limit = (amountMinor: number, currency = "USD") => ({ costLimit: { amountMinor, currency } });
    expect((await register("terms.com", limit(1045))).body.error?.code).toBe("price");
    expect((await register("terms.com", limit(9000, "EUR"))).body.error?.code).toBe("price");
    expect((await register("terms.com", limit(1046))).status).toBe(202);
  });
});

describe("the other verbs", () => {
  it("CO-28: a name that left is gone from details and lists", async () => {
    await register("leaving.com");
    await world().advance(2 * SECOND);
    await world().registrar.transferAway("leaving.com");
    expect((await domain("leaving.com")).status).toBe(404);
    expect(JSON.stringify((await call("GET", "/v1/domains")).body)).not.toContain("leaving.com");
    expect(await availability("leaving.com")).toMatchObject([{ status: "taken" }]);
  });

  it("CO-27, CO-31: a name that nobody renews passes through grace and redemption, and is free again", async () => {
    await register("lapsing.com", { autoRenew: false });
    await world().advance(2 * SECOND);
    const statuses = async () => ((await domain("lapsing.com")).body.domain as { statuses: string[] }).statuses;
    const { expiresAt } = (await domain("lapsing.com")).body.domain as { expiresAt: string };
    await world().advance(366 * DAY);
    expect(await statuses()).toContain("autoRenewPeriod");
    await world().advance(50 * DAY);
    expect(await statuses()).toEqual(["redemptionPeriod"]);
    const renewal = await call("POST", "/v1/domains/lapsing.com/renewals", { currentExpiry: expiresAt, years: 1 });
    expect(renewal.body.error?.code).toBe("in_redemption");
    await world().advance(28 * DAY);
    expect(await statuses()).toEqual(["pendingDelete"]);
    await world().advance(5 * DAY);
    expect(await availability("lapsing.com")).toMatchObject([{ status: "available" }]);
  });

  it("a transfer takes five days and adds a year; a wrong code ends it after one", async () => {
    const verdict = async (name: string) => (await call("POST", `/v1/names/${name}/transferability`, {})).body.verdict;
    expect(await verdict("my-elsewhere.com")).toBe("transferable");
    expect(await verdict("my-elsewhere-locked.com")).toBe("not_transferable");
    expect(await verdict("never-registered.com")).toBe("not_transferable");
    const transfer = (name: string, authCode: string) =>
      call("POST", "/v1/transfers", { name, contact: ada, authCode });
    const good = await transfer("my-elsewhere.com", "code-my-elsewhere.com");
    const bad = await transfer("other-elsewhere.com", "guess");
    await world().advance(2 * DAY);
    expect([await state(good), await state(bad)]).toEqual(["pending", "refused"]);
    await world().advance(4 * DAY);
    expect(await state(good)).toBe("done");
    const { expiresAt } = (await domain("my-elsewhere.com")).body.domain as { expiresAt: string };
    expect(new Date(expiresAt).getTime() - world().clock.now().getTime()).toBeGreaterThan(500 * DAY);
    expect(await verdict("my-elsewhere.com")).toBe("already_here");
  });

  it("hands out the auth code of an unlocked name only, and takes no bad name servers", async () => {
    await register("locked-name.com");
    await world().advance(2 * SECOND);
    const path = "/v1/domains/locked-name.com";
    expect((await call("POST", `${path}/auth-code`)).body.error?.code).toBe("locked");
    await call("PUT", `${path}/lock`, { on: false });
    await world().advance(2 * SECOND);
    expect((await call("POST", `${path}/auth-code`)).body.authCode).toMatch(/^Auth-/);
    for (const nameServers of [[], ["one.example.net"], ["a b", "c d"], "ns1"])
      expect((await call("PUT", `${path}/name-servers`, { nameServers })).status).toBe(400);
  });

  it("lists names over several pages without losing one", async () => {
    const names = Array.from({ length: 130 }, (_, i) => `page-${String(i).padStart(3, "0")}.com`);
    await world().registrar.setProfile("sync");
    for (const name of names) await register(name);
    const listed: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = (await call("GET", `/v1/domains?cursor=${cursor}`)).body as {
        domains: { name: string }[];
        next: string | null;
      };
      listed.push(...page.domains.map((entry) => entry.name));
      cursor = page.next;
    }
    expect(listed).toEqual(expect.arrayContaining(names));
    expect(new Set(listed).size).toBe(listed.length);
  });
});

describe("bad input", () => {
  it.each([
    ["no JSON", "{"],
    ["an array", "[]"],
    ["null", "null"],
    ["a name that is none", JSON.stringify({ name: "a b", years: 1, contact: ada })],
    ["a name in capitals", JSON.stringify({ name: "TIDE.com", years: 1, contact: ada })],
    ["a NUL in a name", JSON.stringify({ name: "a\u0000.com", years: 1, contact: ada })],
    ["half a year", JSON.stringify({ name: "half.com", years: 0.5, contact: ada })],
  ])("%s is refused with status 400", async (_, body) => {
    const headers = { authorization: "Bearer sandbox", "content-type": "application/json" };
    const reply = await fetch(`${world().url}/registrar/v1/registrations`, { method: "POST", headers, body });
    expect(reply.status).toBe(400);
  });

  it("a form of a web page is refused, and so is a body too large", async () => {
    const post = (body: string, type: string) =>
      fetch(`${world().url}/control/reset`, { method: "POST", body, headers: { "content-type": type } });
    expect((await post("a=1", "text/plain")).status).toBe(415);
    expect((await post("x".repeat(2_100_000), "application/json").catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await call("GET", "/v1/%E0%A4%A")).status).toBe(400);
    expect((await call("DELETE", "/v1/registrations")).status).toBe(405);
    expect((await call("GET", "/v2/anything")).status).toBe(404);
  });
});
