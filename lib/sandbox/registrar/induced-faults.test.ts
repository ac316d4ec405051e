import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY, SECOND } from "@/lib/kernel/clock";
import { registrarCalls } from "../testing/call-registrar";
import { faultsOnTheWay } from "../testing/faults-on-the-way";
import { useRegistrarWorld } from "../testing/use-registrar-world";
import { ada } from "./ada";
import { faultsInName, type InducedFault, inducedFaults } from "./induced-faults";
import type { RegistrarProfileName } from "./profile";

const { world, call, register, state, domain, availability, charges, held } = useRegistrarWorld();

describe("faults in names", () => {
  it("are read between hyphens, the longest first", () => {
    expect([...faultsInName("tea-error-500-done.com")]).toEqual(["error-500-done"]);
    expect([...faultsInName("pending-3d.shop")]).toEqual(["pending-3d"]);
    expect([...faultsInName("timeout-done-slow-30s.com")].sort()).toEqual(["slow-30s", "timeout-done"]);
    for (const plain of ["mypolicy.com", "unknowns.com", "tea.policy.com", "garbagecan.com"])
      expect(faultsInName(plain).size).toBe(0);
  });

  it.each(faultsOnTheWay)("P-15, P-16, P-17: %s answers %i, and registered: %s", async (fault, status, done) => {
    const name = `tea-${fault}.com`;
    const reply = await register(name);
    expect(reply.status).toBe(status);
    expect(reply.body.operation).toBeUndefined();
    await world().advance(2 * SECOND);
    expect(await held(name)).toBe(done);
    const again = await register(name);
    expect(again.status).toBe(fault === "registrar-down" ? 503 : done ? 422 : 202);
  });

  it("rate-limited lets the third attempt pass", async () => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await register("tea-rate-limited.com")).status);
    expect(statuses).toEqual([429, 429, 202]);
  });

  it("duplicate delivers twice and registers once", async () => {
    const reply = await register("tea-duplicate.com");
    expect(reply).toMatchObject({ status: 409, body: { error: { code: "operation_in_progress" } } });
    await world().advance(2 * SECOND);
    expect(await charges("tea-duplicate.com")).toHaveLength(1);
  });

  it.each([
    ["taken-at-register", "unavailable"],
    ["policy", "policy"],
    ["low-balance", "insufficient_funds"],
    ["premium-surprise", "premium"],
    ["reserved", "unavailable"],
  ] as const)("PE-13, PE-14: %s is refused as %s", async (fault, code) => {
    const name = `tide-${fault}.com`;
    if (fault !== "reserved") expect(await availability(name)).toMatchObject([{ status: "available" }]);
    expect(await register(name)).toMatchObject({ status: 422, body: { error: { code } } });
    await world().advance(2 * SECOND);
    expect(await held(name)).toBe(false);
  });

  it("PE-14, P-19: contact-refused names the field, and gives way to another number", async () => {
    const name = "tea-contact-refused.com";
    for (let i = 0; i < 2; i++)
      expect(await register(name)).toMatchObject({ status: 422, body: { error: { code: "contact", field: "phone" } } });
    expect((await register(name, { contact: { ...ada, phone: "+15557654321" } })).status).toBe(202);
  });

  it("refused-later is pending, then refused", async () => {
    const reply = await register("tea-refused-later.com");
    expect(reply.status).toBe(202);
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("refused");
    expect(await held("tea-refused-later.com")).toBe(false);
  });

  it("P-12: pending names end when they say, or never", async () => {
    const [soon, days, never] = [
      await register("slow-30s.com"),
      await register("pending-3d.com"),
      await register("pending-forever.com"),
    ];
    const states = async () => [await state(soon), await state(days), await state(never)];
    await world().advance(29 * SECOND);
    expect(await states()).toEqual(["pending", "pending", "pending"]);
    await world().advance(2 * SECOND);
    expect(await states()).toEqual(["done", "pending", "pending"]);
    await world().advance(3 * DAY);
    expect(await states()).toEqual(["done", "done", "pending"]);
    await world().advance(400 * DAY);
    expect((await states())[2]).toBe("pending");
  });

  it("P-10: price-rise asks half as much again for the name, and refuses the old limit", async () => {
    const { price } = (await call("GET", "/v1/names/tea-price-rise.com/price")).body as {
      price: { registerMinor: number };
    };
    expect(price.registerMinor).toBe(1569);
    const costLimit = { amountMinor: 1046, currency: "USD" };
    expect((await register("tea-price-rise.com", { costLimit })).body.error?.code).toBe("price");
  });

  it("P-24: other-owner is done, not ours, and not charged", async () => {
    const reply = await register("tea-other-owner.com");
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    expect((await domain("tea-other-owner.com")).status).toBe(404);
    expect(await charges("tea-other-owner.com")).toEqual([]);
  });

  it("P-18: listing-lag shows the domain after 120 seconds, its operation at once", async () => {
    const reply = await register("tea-listing-lag.com");
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    await world().advance(100 * SECOND);
    expect((await domain("tea-listing-lag.com")).status).toBe(404);
    await world().advance(20 * SECOND);
    expect((await domain("tea-listing-lag.com")).status).toBe(200);
  });

  it("CO-33: auto-renew-stuck stays on, whatever it answers", async () => {
    await register("auto-renew-stuck.com", { autoRenew: false });
    await world().advance(2 * SECOND);
    expect((await call("PUT", "/v1/domains/auto-renew-stuck.com/auto-renew", { on: false })).status).toBe(200);
    expect((await domain("auto-renew-stuck.com")).body.domain).toMatchObject({ autoRenew: true });
  });

  it("in searches: unknown is left out, premium has its own price", async () => {
    const results = await availability("tea-unknown.com", "tea-premium.com");
    expect(results).toEqual([
      {
        name: "tea-premium.com",
        status: "premium",
        premium: { registerMinor: 25_000, renewMinor: 8_000, currency: "USD" },
      },
    ]);
    expect((await register("tea-premium.com")).body.error?.code).toBe("premium");
    expect((await register("tea-premium.com", { premium: true })).status).toBe(202);
  });
});

describe("faults on order", () => {
  it.each(["timeout-done", "pending-forever", "taken-at-register", "other-owner"] as const)(
    "%s meets the next registration, whatever its name, and only that",
    async (mode) => {
      world().registrar.failNext({ verb: "register", mode });
      const [first, second] = [`a-${mode.replaceAll("-", "")}.com`, `b-${mode.replaceAll("-", "")}.com`];
      await register(first);
      await register(second);
      await world().advance(2 * SECOND);
      expect(await held(first)).toBe(mode === "timeout-done");
      expect(await held(second)).toBe(true);
      expect(world().registrar.faults()).toEqual([]);
    },
  );

  it("wait for their name and strike as often as asked", async () => {
    world().registrar.failNext({ verb: "domain", mode: "error-500", times: 2, name: "google.com" });
    expect((await domain("amazon.com")).status).toBe(404);
    expect([(await domain("google.com")).status, (await domain("google.com")).status]).toEqual([500, 500]);
    expect((await domain("google.com")).status).toBe(404);
  });

  it("are given over /control as well, where all are listed", async () => {
    const control = (method: string, path: string, body?: unknown) =>
      fetch(`${world().url}/control${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    expect((await control("POST", "/faults", { service: "registrar", verb: "register", mode: "policy" })).status).toBe(
      200,
    );
    const state = (await (await control("GET", "/")).json()) as {
      faults: unknown;
      inducedFaults: Record<InducedFault, string>;
    };
    expect(state.faults).toEqual({ registrar: [{ verb: "register", mode: "policy", times: 1 }], dns: [] });
    expect(Object.keys(state.inducedFaults)).toEqual(Object.keys(inducedFaults));
    expect((await register("plain-one.com")).body.error?.code).toBe("policy");
    expect(
      (await control("POST", "/faults", { service: "registrar", verb: "register", mode: "nonsense" })).status,
    ).toBe(400);
    await control("POST", "/faults", { service: "dns", verb: "create_zone", mode: "error-500" });
    await control("DELETE", "/faults");
    expect(world().dns.faults()).toEqual([]);
  });
});

describe("profiles", () => {
  const use = (profile: RegistrarProfileName) => world().registrar.setProfile(profile);

  it("sync is done at once", async () => {
    await use("sync");
    expect(await register("sync-tea.com")).toMatchObject({ status: 200, body: { operation: { state: "done" } } });
    expect((await domain("sync-tea.com")).status).toBe(200);
    expect((await register("sync-refused-later.com")).status).toBe(422);
  });

  it("idempotent gives a repeat the first operation, before and after its end", async () => {
    await use("idempotent");
    const first = await register("same-tea.com");
    const during = await register("same-tea.com");
    await world().advance(2 * SECOND);
    const after = await register("same-tea.com");
    expect(new Set([first, during, after].map((reply) => reply.body.operation?.id)).size).toBe(1);
    expect(await charges("same-tea.com")).toHaveLength(1);
  });

  it("lagging hides what is new from lists and details, never from a question by its id", async () => {
    await use("lagging");
    const reply = await register("late-tea.com");
    const listed = async () =>
      ((await call("GET", "/v1/operations?name=late-tea.com")).body.operations as unknown[]).length;
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    expect([await listed(), (await domain("late-tea.com")).status]).toEqual([0, 404]);
    await world().advance(91 * SECOND);
    expect([await listed(), (await domain("late-tea.com")).status]).toEqual([1, 200]);
  });

  it("P-34: balance-limited refuses what the balance does not cover, pending purchases counted", async () => {
    await use("balance-limited");
    expect((await call("GET", "/v1/account")).body).toMatchObject({ balanceMinor: 2_500 });
    await world().registrar.addAccount("poor", "poor-key");
    await world().registrar.setBalance(2_500, "poor");
    const poor = registrarCalls(world, "poor-key");
    expect((await poor.register("balance-one.com")).status).toBe(202);
    expect((await poor.register("balance-two.com")).status).toBe(202);
    expect((await poor.register("balance-three.com")).body.error?.code).toBe("insufficient_funds");
    await world().advance(2 * SECOND);
    expect((await poor.call("GET", "/v1/account")).body).toMatchObject({ balanceMinor: 2_500 - 2 * 1046 });
    await world().registrar.setBalance(10_000, "poor");
    expect((await poor.register("balance-three.com")).status).toBe(202);
  });
});

it("docs/sandbox.md says of each fault what the table says", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/sandbox.md"), "utf8");
  for (const [fault, meaning] of Object.entries(inducedFaults)) expect(text).toContain(`| \`${fault}\` | ${meaning} |`);
});
