import { describe, expect, it } from "vitest";
import { MINUTE } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import { isBuyable } from "./filter-results";
import type { SearchInput } from "./search-names";
import { soldCatalogue, testRegistrar } from "./test-registrar";
import { clock, collect, gates, open, search } from "./test-search";
import type { SearchEvent } from "./views";

describe("one name, all endings", () => {
  it("PE-6, AN-3: a typed name is answered, with the same label under every sold ending", async () => {
    const { registrar } = testRegistrar({
      answers: { "lumen.com": { status: "taken", reason: "Registered since 2011." } },
    });
    const seen = await search(registrar, "lumen.com");
    expect(seen.rows[0]).toMatchObject({
      name: "lumen.com",
      section: "exact",
      state: "taken",
      note: "Registered since 2011.",
    });
    expect(seen.row("lumen.shop")).toMatchObject({ section: "list", state: "available" });
    expect(seen.rows.length).toBe(soldCatalogue().length);
    expect(seen.rows.every((row) => row.state !== "checking")).toBe(true);
    expect(seen.events.at(-1)).toMatchObject({ type: "done", unknown: 0 });
  });

  it("PE-7: the registrar is asked for this search, and again when the answers are a minute old (X-23)", async () => {
    const { registrar, names } = testRegistrar();
    await search(registrar, "lumen");
    expect(names()).toContain("lumen.com");
    const asked = names().length;
    clock.advance(MINUTE - 1);
    await search(registrar, "lumen");
    expect(names().length).toBe(asked);
    clock.advance(1);
    await search(registrar, "lumen");
    expect(names().length).toBe(2 * asked);
  });

  it("AN-5: each row has the first year's and the renewal price before any registrar has answered", async () => {
    const held = gates();
    const { registrar } = testRegistrar({ gate: held.gate });
    const stream = open({ rac_1: registrar }, { query: "lumen" });
    const first = await stream.next();
    const event = first.value as Extract<SearchEvent, { type: "plan" }>;
    expect(event.type).toBe("plan");
    for (const row of event.rows.filter((row) => row.state !== "not_sold"))
      expect(row).toMatchObject({
        state: "checking",
        price: { currency: "USD", registerMinor: 1399, renewMinor: 1599 },
      });
    expect(event.rows.find((row) => row.tld === "ai")?.price).toMatchObject({
      minYears: 2,
      firstTermMinor: 1399 + 1599,
    });
    await stream.return(undefined);
  });

  it("streams answers as they come: a slow registrar holds nobody up", async () => {
    const held = gates();
    const slow = testRegistrar({ gate: held.gate });
    const fast = testRegistrar();
    const stream = open({ rac_fast: fast.registrar, rac_slow: slow.registrar }, { query: "lumen" });
    await stream.next();
    const answers = (await stream.next()).value as Extract<SearchEvent, { type: "answers" }>;
    expect(answers.answers.length).toBeGreaterThan(50);
    for (const call of await held.calls(1)) call.release();
    const rest = await collect(stream);
    expect(rest.events.at(-1)).toMatchObject({ type: "done", unknown: 0 });
  });

  it("asks first for what is shown first, in the largest batches the registrar takes", async () => {
    const { registrar, calls } = testRegistrar();
    await search(registrar, "lumen");
    expect(calls[0]?.slice(0, 3)).toEqual(["lumen.com", "lumen.shop", "lumen.store"]);
    expect(calls.length).toBe(Math.ceil(calls.flat().length / 50));
    expect(new Set(calls.flat()).size).toBe(calls.flat().length);
  });

  it("leaves what a slow registrar could not answer in time unasked, to be asked for when looked at", async () => {
    const { registrar, calls } = testRegistrar({ limits: { requestsPerSecond: 2, namesPerAvailabilityCall: 1 } });
    const seen = await search(registrar, "lumen");
    expect(calls.length).toBe(10);
    expect(seen.row("lumen.com").state).toBe("available");
    const later = seen.rows.filter((row) => row.state === "unasked");
    expect(later.length).toBeGreaterThan(200);
    const more = await collect(open({ rac_1: registrar }, { only: later.slice(0, 3).map((row) => row.name) }));
    expect(more.events[0]).toMatchObject({ type: "answers", answers: Array(3).fill({ state: "available" }) });
    expect(more.events.some((event) => event.type === "plan")).toBe(false);
  });
});

describe("states of a row", () => {
  const answers = {
    "lumen.com": { status: "premium", premium: { register: money(50_000), renew: money(40_000) } },
    "lumen.net": { status: "reserved", reason: "Kept back by the registry." },
    "lumen.org": { status: "unknown" },
    "lumen.io": { status: "unsupported" },
    "lumen.xyz": { status: "premium", premium: { register: { amountMinor: 1, currency: "EUR" }, renew: money(1) } },
  } as const;

  it("AN-4: premium names carry their own first-year and renewal price", async () => {
    const { registrar } = testRegistrar({ answers });
    const seen = await search(registrar, "lumen");
    expect(seen.row("lumen.com")).toMatchObject({
      state: "premium",
      price: { registerMinor: 60_199, renewMinor: 48_199, firstTermMinor: 60_199 },
    });
    expect(seen.row("lumen.xyz")).toMatchObject({ state: "premium", price: null });
  });

  it("does not offer premium names through a registrar that does not sell them", async () => {
    const { registrar } = testRegistrar({ answers, capabilities: { premium: false } });
    expect((await search(registrar, "lumen")).row("lumen.com")).toMatchObject({ state: "reserved" });
  });

  it("tells reserved, restricted, not sold and unknown apart; only clear yeses can be bought", async () => {
    const { registrar } = testRegistrar({ answers });
    const seen = await search(registrar, "lumen");
    expect(seen.row("lumen.net")).toMatchObject({ state: "reserved", note: "Kept back by the registry." });
    expect(seen.row("lumen.org")).toMatchObject({
      state: "unknown",
      note: "The .org registry did not answer. Try again.",
    });
    expect(seen.row("lumen.io")).toMatchObject({ state: "not_sold", price: null });
    expect(seen.row("lumen.fr")).toMatchObject({
      state: "restricted",
      restriction: expect.stringContaining("European Union"),
    });
    expect(["lumen.net", "lumen.org", "lumen.io"].some((name) => isBuyable(seen.row(name)))).toBe(false);
    expect(isBuyable(seen.row("lumen.fr"))).toBe(true);
  });

  it("AN-10: knows what is in the cart, in the portfolio or being bought, without asking", async () => {
    const { registrar, names } = testRegistrar();
    const seen = await search(registrar, "lumen", {
      inCart: ["lumen.shop"],
      owned: { "lumen.com": "owned", "lumen.net": "being_bought" },
    });
    expect(seen.row("lumen.com")).toMatchObject({ state: "owned", note: "It is in your portfolio." });
    expect(seen.row("lumen.net")).toMatchObject({ state: "owned", note: "You are buying it at this moment." });
    expect(seen.row("lumen.shop").state).toBe("in_cart");
    expect(names()).not.toContain("lumen.com");
    expect(names()).not.toContain("lumen.shop");
  });

  it("says of an ending that is not sold what it is", async () => {
    const { registrar } = testRegistrar();
    const seen = await search(registrar, "lumen.museum");
    expect(seen.rows[0]).toMatchObject({ name: "lumen.museum", state: "not_sold", note: ".museum is not sold here." });
    expect(seen.row("lumen.com").state).toBe("available");
  });

  it("AN-7: shows both forms of an IDN, warns of look-alikes, and leaves out endings that take no such letters", async () => {
    const { registrar, names } = testRegistrar();
    const seen = await search(registrar, "Bücher.de");
    expect(seen.rows[0]).toMatchObject({
      name: "xn--bcher-kva.de",
      unicode: "bücher.de",
      label: "bücher",
      ending: ".de",
      state: "available",
      warning: null,
    });
    expect(names()).not.toContain("xn--bcher-kva.ai");
    expect(seen.rows.map((row) => row.name)).not.toContain("xn--bcher-kva.ai");
    expect((await search(registrar, "bücher.ai")).rows[0]).toMatchObject({
      state: "not_sold",
      note: ".ai names take only the letters a to z.",
    });
    expect((await search(registrar, "pаypal.com")).rows[0]?.warning).toMatch(/different scripts/);
  });
});

describe("AN-1: suggestions", () => {
  it("gives at least 10 buyable names with reasons for a misspelt brand, none of them taken", async () => {
    const { registrar } = testRegistrar({
      answers: {
        "luumenn.com": { status: "taken" },
        "lumen.com": { status: "taken" },
        "getluumenn.com": { status: "taken" },
        "luumennshop.com": { status: "unknown" },
      },
      suggestions: [
        { name: "lumenlight.com", reason: "near your words" },
        { name: "luumenn.com", reason: "already shown" },
        { name: "lumen.notsold", reason: "cannot be bought" },
        { name: "<script>.com", reason: "hostile" },
      ],
    });
    const seen = await search(registrar, "luumenn");
    expect(seen.suggestions.length).toBeGreaterThanOrEqual(10);
    for (const row of seen.suggestions) {
      expect(isBuyable(row)).toBe(true);
      expect(row.reason).not.toBe("");
      expect(row.price).not.toBeNull();
    }
    const names = seen.suggestions.map((row) => row.name);
    expect(names).toContain("lumenlight.com");
    expect(names).not.toContain("luumenn.com");
    expect(names).not.toContain("getluumenn.com");
    expect(names).not.toContain("luumennshop.com");
    expect(new Set(names).size).toBe(names.length);
  });

  it("puts the country of the searcher first, and does without a registrar that fails to suggest", async () => {
    const { registrar } = testRegistrar();
    registrar.suggestions = () => Promise.reject(new ProviderError("test", "unavailable", "down"));
    const seen = await collect(open({ rac_1: registrar }, { query: "lumen", country: "GB" }));
    const best = seen.suggestions.sort((a, b) => a.position - b.position)[0];
    expect(best).toMatchObject({ name: "lumen.co.uk", reason: "your shop's country" });
  });

  it("asks the registrar for suggestions by the words of an idea, once a minute", async () => {
    const { registrar, suggestionCalls } = testRegistrar();
    await search(registrar, "handmade candles");
    await search(registrar, "handmade candles");
    expect(suggestionCalls).toEqual(["handmade candles"]);
  });
});

describe("AN-2: a pasted list", () => {
  it("answers 200 lines and names the junk by its line", async () => {
    const { registrar, names } = testRegistrar();
    const lines = Array.from({ length: 200 }, (_, i) => `name-${i}.com`);
    lines[3] = "not a name!";
    lines[7] = "https://www.shop-7.co.uk/about";
    lines[9] = "name-8.com";
    lines[11] = "my_shop.com";
    lines[13] = "lumen.museum";
    const seen = await search(registrar, lines.join("\n"));
    const plan = seen.events[0] as Extract<SearchEvent, { type: "plan" }>;
    expect(plan.mode).toBe("list");
    expect(plan.refused).toEqual([
      { line: 4, text: "not a name!", message: "A domain cannot have spaces.", suggestion: "not-a-name" },
      { line: 10, text: "name-8.com", message: "The same name as in line 9.", suggestion: null },
      { line: 12, text: "my_shop.com", message: expect.stringContaining("underscore"), suggestion: "my-shop.com" },
    ]);
    expect(seen.rows).toHaveLength(197);
    expect(seen.rows.find((row) => row.line === 8)).toMatchObject({ name: "shop-7.co.uk", state: "available" });
    expect(seen.rows.find((row) => row.line === 14)).toMatchObject({ state: "not_sold" });
    expect(new Set(names())).toEqual(
      new Set(seen.rows.filter((row) => row.state === "available").map((row) => row.name)),
    );
  });
});

describe("bad input", () => {
  it.each(["my_shop", "-", "co.uk", "192.168.1.1", "🍕", "<script>alert(1)</script>", "x".repeat(64), "\u0000"])(
    "%j is refused with a sentence and asks nobody",
    async (query) => {
      const { registrar, calls } = testRegistrar();
      const seen = await search(registrar, query);
      expect(seen.events).toEqual([
        {
          type: "invalid",
          message: expect.stringMatching(/\.$/),
          suggestion: expect.toSatisfy((s) => s === null || typeof s === "string"),
        },
      ]);
      expect(calls).toEqual([]);
    },
  );

  it("names the underscore and what to type instead", async () => {
    const { registrar } = testRegistrar();
    expect((await search(registrar, "my_shop")).events[0]).toEqual({
      type: "invalid",
      message: "my_shop has a character domains cannot have: the underscore. Try my-shop.",
      suggestion: "my-shop",
    });
  });

  it.each([
    [{ query: 5 }],
    [{ query: "x".repeat(20_001) }],
    [{ only: "lumen.com" }],
    [{ only: Array(501).fill("a.com") }],
    [null],
  ])("%# is refused as invalid", async (input) => {
    const { registrar } = testRegistrar();
    await expect(collect(open({ rac_1: registrar }, input as SearchInput))).rejects.toMatchObject({ code: "invalid" });
  });

  it("asks no registrar for names that are none", async () => {
    const { registrar, calls } = testRegistrar();
    await collect(open({ rac_1: registrar }, { only: ["a b.com", "../x", "lumen.notsold", "", "com"] }));
    expect(calls).toEqual([]);
  });
});

function money(amountMinor: number) {
  return { amountMinor, currency: "USD" };
}
