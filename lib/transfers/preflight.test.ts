import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeOrder } from "@/db/factories";
import { DAY, later } from "@/lib/kernel/clock";
import { preflight } from "./preflight";
import { useTraveller } from "./test-traveller";
import type { CheckKey, PreflightView } from "./views";

const traveller = useTraveller();
const state = (view: PreflightView, key: CheckKey) => view.checks.find((check) => check.key === key)?.state;
const look = async (name: string, authCode?: string) => {
  const { ctx } = await traveller.platform.merchant();
  return preflight(ctx, { name, ...(authCode === undefined ? {} : { authCode }) });
};

describe("before a transfer", () => {
  it("PE-29: tells price, holder, its steps, and both dates of a name that may come", async () => {
    const view = await look(" HTTPS://Elsewhere-Bakery.com/shop ");
    expect(view).toMatchObject({ nameAscii: "elsewhere-bakery.com", clear: true, codeRequired: true });
    expect(view.price).toEqual({ priceMinor: 1399, renewPriceMinor: 1299, currency: "USD" });
    expect(view.holder.name).toMatch(/LLC|Inc\.|SAS/);
    expect(view.holder.steps).toHaveLength(3);
    const [ends, then] = [view.term.expiresAt, view.term.afterwards].map((iso) => new Date(iso ?? ""));
    expect(then?.getUTCFullYear()).toBe((ends?.getUTCFullYear() ?? 0) + 1);
    expect(view.estimate).toEqual({ fromDays: 5, toDays: 7, measured: null });
  });

  it("PE-29: a lock is seen live, and so is its end", async () => {
    const registrar = traveller.world.registrar;
    const dates = {
      createdAt: later(traveller.clock.now(), -400 * DAY),
      expiresAt: later(traveller.clock.now(), 100 * DAY),
    };
    await registrar.addAccount("rival", "key-of-rival");
    await registrar.putDomains([{ name: "relock.com", locked: true, ...dates }], "rival");
    const locked = await look("relock.com");
    expect([locked.clear, state(locked, "unlocked")]).toEqual([false, "failed"]);
    await registrar.putDomains([{ name: "relock.com", locked: false, ...dates }], "rival");
    const free = await look("relock.com");
    expect([free.clear, state(free, "unlocked")]).toEqual([true, "ok"]);
  });

  it.each([
    ["tea-elsewhere-locked.com", "unlocked"],
    ["tea-elsewhere-young.com", "age"],
    ["tea-elsewhere-in-redemption.com", "not_deleted"],
    ["nobody-has-this-name.com", "exists"],
    ["elsewhere-tea.io", "offered"],
  ] as const)("T-1: %s is stopped at its line", async (name, key) => {
    if (name.endsWith(".io"))
      await traveller.platform.worldSql`update tld_costs set transfer_minor = null where tld = 'io'`;
    const view = await look(name);
    expect(view.clear).toBe(false);
    expect(state(view, key)).toBe("failed");
  });

  it("AN-28: a young name comes with the day on which it may move", async () => {
    const view = await look("cafe-elsewhere-young.com");
    expect(view.checks.find((check) => check.key === "age")?.until).toBe(
      later(traveller.clock.now(), 20 * DAY).toISOString(),
    );
  });

  it("names that are here already are told to their owner, and no more than needed to others", async () => {
    const { ctx } = await traveller.owned("already-here.com");
    expect((await preflight(ctx, { name: "already-here.com" })).checks[1]?.sentence).toContain("in your account");
    const others = (await look("already-here.com")).checks[1]!;
    expect(others).toMatchObject({ state: "failed", sentence: expect.stringContaining("write to support") });
  });

  it("T-6: a name that somebody is getting here is refused to the second", async () => {
    const { ctx, merchant, user } = await traveller.platform.merchant();
    const registrarAccountId = (await traveller.account()).id;
    const names = [{ nameAscii: "elsewhere-twice.com", kind: "transfer" as const }];
    await makeOrder({ merchantId: merchant.id, placedByUserId: user.id, registrarAccountId, names });
    for (const view of [await preflight(ctx, { name: "elsewhere-twice.com" }), await look("elsewhere-twice.com")])
      expect(view.checks[1]).toMatchObject({ state: "failed", sentence: expect.stringContaining("under way") });
  });

  it("a registrar that does not answer is a line to check again, never a yes", async () => {
    traveller.world.registrar.failNext({ verb: "transferability", mode: "error-500", times: 5 });
    const view = await look("elsewhere-silent.com");
    traveller.world.registrar.clearFaults();
    expect([view.clear, state(view, "offered")]).toEqual([false, "unknown"]);
  });

  it("says the form of a code, and leaves nothing of it behind", async () => {
    expect(state(await look("elsewhere-tea.com", "two words"), "code")).toBe("failed");
    const view = await look("elsewhere-tea.com", " “Canary#7-pre” ");
    expect(state(view, "code")).toBe("ok");
    await db().execute("select 1");
    const traces = await traveller.platform.worldSql`select * from provider_trace`;
    expect(JSON.stringify(traces)).not.toContain("Canary#7");
    expect(JSON.stringify(view)).not.toContain("Canary#7");
  });

  it.each(["not a name", "x", "www.elsewhere-tea.com", "..", "elsewhere-tea"])(
    "%s is no name to move",
    async (name) => {
      await expect(look(name)).rejects.toMatchObject({ code: "invalid", fields: { name: expect.any(String) } });
    },
  );
});
