import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/kernel/errors";
import { defaultSettings } from "@/lib/settings/schema";
import { searchNames } from "./search-names";
import { soldCatalogue, testRegistrar } from "./test-registrar";
import { collect, gates, open, pool, search, visitor } from "./test-search";

describe("when registrars fail", () => {
  it.each([
    [new ProviderError("test", "unavailable", "down")],
    [new ProviderError("test", "rate_limited", "slow down")],
    [new Error("anything")],
  ])("%s makes names unknown, never available, and asks again next time", async (error) => {
    let broken = true;
    const { registrar } = testRegistrar({ gate: () => (broken ? Promise.reject(error) : Promise.resolve()) });
    const seen = await search(registrar, "lumen");
    expect(new Set(seen.rows.map((row) => row.state))).toEqual(new Set(["unknown"]));
    expect(seen.suggestions).toEqual([]);
    broken = false;
    const again = await collect(open({ rac_1: registrar }, { only: ["lumen.com"] }));
    expect(again.events[0]).toMatchObject({ type: "answers", answers: [{ name: "lumen.com", state: "available" }] });
  });

  it("cuts a registrar that hangs at the deadline: its names are unknown, the others answered", async () => {
    const held = gates();
    const hanging = testRegistrar({ gate: held.gate });
    const working = testRegistrar();
    const seen = await collect(
      open({ rac_working: working.registrar, rac_hanging: hanging.registrar }, { query: "lumen" }, { deadlineMs: 50 }),
    );
    expect(seen.row("lumen.com").state).toBe("available");
    expect(seen.row("lumen.shop")).toMatchObject({ state: "unknown", note: expect.stringContaining("in time") });
    expect(seen.rows.filter((row) => row.state === "checking")).toEqual([]);
    expect(held.waiting.every((call) => call.signal?.aborted)).toBe(true);
  });

  it("treats a name the registrar left out, or answered twice, as one answer or none", async () => {
    const { registrar } = testRegistrar();
    registrar.availability = async function* (names) {
      for (const name of names) {
        if (name === "lumen.com") continue;
        yield { name, status: "available" };
        yield { name, status: "taken" };
      }
      yield { name: "other.com", status: "available" };
    };
    const seen = await search(registrar, "lumen");
    expect(seen.row("lumen.com").state).toBe("unknown");
    expect(seen.row("lumen.shop").state).toBe("available");
    expect((await search(registrar, "lumen")).row("lumen.shop").state).toBe("available");
    expect(
      (await search(testRegistrar({ answers: { "other.com": { status: "taken" } } }).registrar, "other")).row(
        "other.com",
      ).state,
    ).toBe("taken");
  });

  it("survives an account that cannot be opened", async () => {
    const { registrar } = testRegistrar();
    const stream = searchNames(
      visitor,
      { query: "lumen" },
      {
        deps: {
          settings: async () => defaultSettings,
          soldTlds: async () => soldCatalogue(["rac_good", "rac_bad"]),
          openRegistrar: async (id) => {
            if (id === "rac_bad") throw new Error("no credentials");
            return registrar;
          },
          ownedNames: async () => new Map(),
          pool,
        },
      },
    );
    const seen = await collect(stream);
    expect(seen.row("lumen.com").state).toBe("available");
    expect(seen.row("lumen.shop").state).toBe("unknown");
  });

  it("has nothing to sell when the catalogue is empty, and says so by an empty plan", async () => {
    const stream = searchNames(
      visitor,
      { query: "lumen" },
      {
        deps: {
          settings: async () => defaultSettings,
          soldTlds: async () => [],
          ownedNames: async () => new Map(),
          pool,
        },
      },
    );
    const seen = await collect(stream);
    expect(seen.events).toEqual([
      { type: "plan", mode: "name", label: "lumen", note: null, rows: [], refused: [] },
      { type: "done", total: 0, available: 0, unknown: 0 },
    ]);
  });
});

describe("many searchers", () => {
  it("share questions under way: 100 searches with overlapping names ask each name once", async () => {
    const held = gates();
    const { registrar, names } = testRegistrar({ gate: held.gate, limits: { concurrent: 100 } });
    const searches = Array.from({ length: 100 }, (_, i) => search(registrar, `lumen${i % 5}`));
    const calls = await held.calls(5);
    const releasing = setInterval(() => calls.forEach((call) => void call.release()), 1);
    const seen = await Promise.all(searches);
    clearInterval(releasing);
    expect(new Set(names()).size).toBe(names().length);
    for (const one of seen)
      expect(one.rows.every((row) => row.state !== "checking" && row.state !== "unknown")).toBe(true);
  });

  it("never has more calls under way than the registrar wants", async () => {
    const held = gates();
    const { registrar } = testRegistrar({ gate: held.gate, limits: { concurrent: 2 } });
    const searching = search(registrar, "lumen");
    await held.calls(2);
    let released = 0;
    let most = 0;
    const releasing = setInterval(() => {
      most = Math.max(most, held.waiting.length - released);
      held.waiting[released]?.release();
      if (held.waiting[released]) released += 1;
    }, 1);
    await searching;
    clearInterval(releasing);
    expect(most).toBe(2);
    expect(released).toBeGreaterThan(4);
  });

  it("drops the questions of a client that went away, but not those that others wait for", async () => {
    const held = gates();
    const { registrar } = testRegistrar({ gate: held.gate, limits: { concurrent: 1 } });
    const leaving = new AbortController();
    const gone = search(registrar, "lumen", { signal: leaving.signal });
    const [first] = await held.calls(1);
    const staying = collect(open({ rac_1: registrar }, { only: ["lumen.com"] }));
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    const left = await gone;
    expect(left.events.map((event) => event.type)).toEqual(["plan"]);
    expect(first?.signal?.aborted).toBe(false);
    first?.release();
    const stayed = await staying;
    expect(stayed.events[0]).toMatchObject({ type: "answers", answers: [{ name: "lumen.com", state: "available" }] });
    expect(held.waiting).toHaveLength(1);
  });

  it("aborts the call when nobody waits any longer", async () => {
    const held = gates();
    const { registrar } = testRegistrar({ gate: held.gate });
    const stream = open({ rac_1: registrar }, { query: "lumen" });
    await stream.next();
    const [call] = await held.calls(1);
    await stream.return(undefined);
    expect(call?.signal?.aborted).toBe(true);
  });
});
