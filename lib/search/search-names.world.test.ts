import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { domains, merchants, nameClaims, registrarAccounts, tlds } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/kernel/context";
import type { Registrar } from "@/lib/providers/registrars/contract";
import { sandboxRegistrar } from "@/lib/providers/registrars/sandbox";
import type { TraceEntry } from "@/lib/providers/trace";
import { startWorld, type TestWorld } from "@/lib/sandbox/testing/start-world";
import { catalogueData } from "@/lib/tlds/catalogue-data";
import { importPrices } from "@/lib/tlds/import-prices";
import { listSoldTlds } from "@/lib/tlds/queries";
import { AvailabilityPool } from "./availability-pool";
import { applyAnswers } from "./filter-results";
import { type SearchInput, searchNames } from "./search-names";
import type { SearchRow } from "./views";

const database = useTestDatabase();
let world: TestWorld;
let registrar: Registrar;
const trace: TraceEntry[] = [];

const ctx = (actor: Ctx["actor"], merchantId: string | null): Ctx => ({
  actor,
  merchantId,
  clock: world.clock,
  requestId: "req_1",
});
const visitor = () => ctx({ kind: "visitor" }, null);
const merchant = (id: string) => ctx({ kind: "user", userId: "usr_1", role: "owner" }, id);

async function search(who: Ctx, input: SearchInput): Promise<{ rows: SearchRow[]; suggestions: SearchRow[] }> {
  let rows: SearchRow[] = [];
  const suggestions: SearchRow[] = [];
  const deps = { openRegistrar: async () => registrar, pool: new AvailabilityPool() };
  for await (const event of searchNames(who, input, { deps })) {
    if (event.type === "plan") rows = event.rows;
    if (event.type === "answers") rows = applyAnswers(rows, event.answers);
    if (event.type === "suggestions") suggestions.push(...event.rows);
  }
  return { rows, suggestions };
}

beforeAll(async () => {
  world = await startWorld();
  await world.registrar.addAccount("platform", "key");
  registrar = sandboxRegistrar.open({
    credentials: { apiKey: "key" },
    baseUrl: `${world.url}/registrar`,
    clock: world.clock,
    trace: (entry) => trace.push(entry),
  });
  const createdAt = world.clock.now();
  await db()
    .insert(registrarAccounts)
    .values({ id: "rac_1", registrar: "sandbox", label: "Sandbox", active: true, createdAt });
  await db()
    .insert(tlds)
    .values(catalogueData.map((entry) => ({ ...entry, updatedAt: createdAt })));
  const job = ctx({ kind: "job", name: "test" }, null);
  await importPrices(job, { accountId: "rac_1", registrar });
  return () => world.close();
});

describe("a search at the sandbox registrar, over HTTP, by the catalogue in the database", () => {
  it("PE-45: the price list makes at least 200 TLDs quotable, the named ones among them", async () => {
    const sold = new Set((await listSoldTlds({ clock: world.clock })).map((entry) => entry.tld));
    expect(sold.size).toBeGreaterThanOrEqual(200);
    for (const tld of "com net org io co dev app ai xyz online store shop de fr co.uk eu nl ca us".split(" "))
      expect(sold.has(tld), tld).toBe(true);
  });

  it("PE-6, PE-7: each ending is answered by a call that the trace shows for this search", async () => {
    trace.length = 0;
    const { rows } = await search(visitor(), { query: "quiet-fjord" });
    expect(rows[0]).toMatchObject({ name: "quiet-fjord.com", state: "available", price: { currency: "USD" } });
    expect(rows.filter((row) => ["checking", "unasked", "unknown"].includes(row.state))).toEqual([]);
    const asked = JSON.stringify(trace.map((entry) => entry.request));
    expect(asked).toContain("quiet-fjord.com");
    expect(trace.length).toBeLessThanOrEqual(Math.ceil((rows.length + 24) / 50) + 1);
  });

  it("tells taken, premium and silent names from free ones", async () => {
    const { rows } = await search(visitor(), {
      query: "google.com\nharbor-premium.com\nharbor-unknown.com\nharbor-reserved.com\nfjord-9.com",
    });
    expect(rows.map((row) => [row.name, row.state])).toEqual([
      ["google.com", "taken"],
      ["harbor-premium.com", "premium"],
      ["harbor-unknown.com", "unknown"],
      ["harbor-reserved.com", "reserved"],
      ["fjord-9.com", "available"],
    ]);
    expect(rows[0]?.note).toMatch(/^Registered since \d{4}\.$/);
    // AN-4: 250.00 and 80.00 at cost, with 20 % and 1.00, rounded up to .99.
    expect(rows[1]?.price).toMatchObject({ registerMinor: 30_199, renewMinor: 9799 });
  });

  it("AN-1: a misspelt brand brings at least 10 names to buy, each with why", async () => {
    const { rows, suggestions } = await search(visitor(), { query: "gooogle" });
    expect(rows.length).toBeGreaterThan(100);
    expect(suggestions.length).toBeGreaterThanOrEqual(10);
    for (const row of suggestions)
      expect(row).toMatchObject({ reason: expect.stringMatching(/\w/), price: expect.any(Object) });
    for (const row of suggestions) expect(["available", "restricted"]).toContain(row.state);
  });
});

describe("AN-10: names that are the searcher's own", () => {
  beforeAll(async () => {
    const now = world.clock.now();
    await db()
      .insert(merchants)
      .values(["mer_a", "mer_b"].map((id) => ({ id, name: id, createdAt: now })));
    await db()
      .insert(domains)
      .values(
        (["active", "transferred_away"] as const).map((registration, i) => ({
          id: `dom_${i}`,
          merchantId: "mer_a",
          nameAscii: i === 0 ? "fjord-own.com" : "fjord-gone.com",
          tld: "com",
          registrar: "sandbox",
          registrarAccountId: "rac_1",
          registration,
          autoRenew: true,
          createdAt: now,
          updatedAt: now,
        })),
      );
    await database.sql`alter table name_claims disable trigger all`;
    await db()
      .insert(nameClaims)
      .values({ nameAscii: "fjord-buying.com", orderItemId: "itm_1", merchantId: "mer_a", claimedAt: now });
  });

  const query = "fjord-own.com\nfjord-gone.com\nfjord-buying.com";

  it("are shown as owned or being bought to their merchant alone", async () => {
    const mine = await search(merchant("mer_a"), { query });
    expect(mine.rows.map((row) => row.state)).toEqual(["owned", "available", "owned"]);
    expect(mine.rows[2]?.note).toBe("You are buying it at this moment.");
    for (const other of [merchant("mer_b"), visitor()]) {
      const theirs = await search(other, { query });
      expect(theirs.rows.map((row) => row.state)).not.toContain("owned");
    }
  });
});
