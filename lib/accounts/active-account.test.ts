import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeRegistrarAccount } from "@/db/factories";
import { auditLog, registrarAccounts, tldCosts } from "@/db/schema";
import { useShop } from "@/lib/orders/test-shop";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { activateAccount } from "./activate-account";
import { checkAccount } from "./check-account";
import { listAccounts } from "./list-accounts";
import { openActiveRegistrar, openRegistrar } from "./open-registrar";

const shop = useShop();
const admin = async () => (await makeAdmin({ clock: shop.clock })).ctx;
const active = () => db().select().from(registrarAccounts).where(eq(registrarAccounts.active, true));

/** Another account of the platform at the same registrar, priced like the first. */
async function second() {
  const [first] = await active();
  const account = await makeRegistrarAccount({ label: "Second", createdAt: shop.clock.now() });
  const costs = await db().select().from(tldCosts).where(eq(tldCosts.registrarAccountId, first!.id));
  await db()
    .insert(tldCosts)
    .values(costs.map((cost) => ({ ...cost, registrarAccountId: account.id })));
  return { first: first!, account };
}

describe("the active registrar account", () => {
  it("CO-22, CO-23: activating another deactivates the first for new names; names that exist act through theirs", async () => {
    const ctx = await admin();
    const { first, account } = await second();
    const old = await shop.hold(["bought-by-a.com"]);
    await activateAccount(ctx, { accountId: account.id });
    expect((await active()).map((row) => row.id)).toEqual([account.id]);
    expect((await openActiveRegistrar(shop.platform.ctx)).accountId).toBe(account.id);

    await shop.play(old.orderId);
    await shop.buy(["bought-by-b.com"]);
    expect(await shop.domain("bought-by-a.com")).toMatchObject({ registrarAccountId: first.id, connection: "active" });
    expect(await shop.domain("bought-by-b.com")).toMatchObject({ registrarAccountId: account.id });
    expect(await shop.items(old.orderId)).toMatchObject([{ registrarAccountId: first.id }]);

    await activateAccount(ctx, { accountId: first.id });
    const log = await db().select().from(auditLog).where(eq(auditLog.action, "registrar.activated"));
    expect(log.map((row) => [row.before, row.after])).toEqual([
      [{ active: first.id }, { active: account.id }],
      [{ active: account.id }, { active: first.id }],
    ]);
  });

  it("CO-22: two admins at once leave exactly one active, and the database allows no other", async () => {
    const ctx = await admin();
    const [{ account: one, first }, { account: two }] = [await second(), await second()];
    await Promise.allSettled([
      activateAccount(ctx, { accountId: one.id }),
      activateAccount(ctx, { accountId: two.id }),
    ]);
    expect(await active()).toHaveLength(1);
    const both = db().update(registrarAccounts).set({ active: true });
    await expect(both).rejects.toMatchObject({ cause: { code: "23505" } });
    await activateAccount(ctx, { accountId: first.id });
  });

  it("PE-2: an account without prices cannot sell, and says what to do", async () => {
    const ctx = await admin();
    const bare = await makeRegistrarAccount({ label: "Bare" });
    await expect(activateAccount(ctx, { accountId: bare.id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Import its price list first"),
    });
    expect((await active()).map((row) => row.id)).not.toContain(bare.id);
  });

  it("a merchant's own account is none of the platform's, and never sells", async () => {
    const ctx = await admin();
    const { merchant } = await shop.platform.merchant();
    const linked = await makeRegistrarAccount({ merchantId: merchant.id });
    await expect(activateAccount(ctx, { accountId: linked.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(openRegistrar(shop.platform.ctx, linked.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listAccounts(ctx)).map((row) => row.id)).not.toContain(linked.id);
  });

  it("X-22: a registrar that nobody knows stops the caller", () => {
    expect(() => registrarFactory("carrier-pigeon")).toThrow(
      /Unknown registrar "carrier-pigeon"\. Known: route53, sandbox/,
    );
  });
});

describe("the list of registrars", () => {
  it("PE-4: shows each with its use, what it can do, how many names it holds, its prices and its health", async () => {
    const ctx = await admin();
    await shop.buy(["one-for-the-list.com"]);
    const rows = await listAccounts(ctx);
    const row = rows.find((one) => one.active)!;
    const [{ count } = { count: 0 }] = await shop.platform.worldSql<{ count: number }[]>`
      select count(*)::int as count from domains where registrar_account_id = ${row.id}`;
    expect(row).toMatchObject({ registrar: "sandbox", domains: count, pricedTlds: 3, dnsHost: "sandbox" });
    expect(row.useCase).toMatch(/^A registrar on this machine/);
    expect(row.capabilities.contactHandles).toBe(true);
    expect(row.lastCallAt).not.toBeNull();
    const register = row.health.find((entry) => entry.verb === "register");
    expect(register).toMatchObject({ failed: 0 });
    expect(register?.calls).toBeGreaterThan(0);
  });

  it("tests an account by reading a price, and says what is wrong with one that does not answer", async () => {
    const ctx = await admin();
    const [account] = await active();
    expect(await checkAccount(ctx, { accountId: account!.id })).toEqual({
      ok: true,
      message: "It works: .com was read from the price list.",
    });
    for (const [mode, words] of [
      ["unauthorised", "refused the credentials"],
      ["error-500", "does not answer"],
    ] as const) {
      shop.world.registrar.failNext({ verb: "prices", mode, times: 5 });
      const result = await checkAccount(ctx, { accountId: account!.id });
      expect(result, mode).toMatchObject({ ok: false, message: expect.stringContaining(words) });
      shop.world.registrar.clearFaults();
    }
  });

  it("none of it is a merchant's business", async () => {
    const { ctx } = await shop.platform.merchant();
    const [account] = await active();
    await expect(listAccounts(ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(activateAccount(ctx, { accountId: account!.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(checkAccount(ctx, { accountId: account!.id })).rejects.toMatchObject({ code: "not_found" });
    expect(
      await db()
        .select()
        .from(registrarAccounts)
        .where(and(eq(registrarAccounts.active, true))),
    ).toHaveLength(1);
  });
});
