import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeDomain, makeMember } from "@/db/factories";
import { domains, registrarAccounts, settings } from "@/db/schema";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { useShop } from "@/lib/orders/test-shop";
import { priceOfTld } from "@/lib/sandbox/registrar/price-list";
import { forecastExposure } from "./forecast-exposure";
import { keepAutoRenew } from "./keep-auto-renew";
import { switchDayOff } from "./switch-day-off";

const shop = useShop();
const ctx = () => shop.platform.ctx;
const start = new Date("2026-11-20T12:00:00Z");
const endings = ["com", "net", "io"];

beforeEach(async () => {
  shop.clock.set(start);
  await db().execute(sql`truncate domains cascade`);
  await db().delete(settings);
  await shop.platform
    .worldSql`truncate sandbox.registrar_domains, sandbox.registrar_charges, sandbox.registrar_operations cascade`;
  for (const tld of endings) await shop.sell(tld, priceOfTld(`x.${tld}`)!.renewMinor);
});

/** So many names at the registrar and in our tables, all of which it renews by itself, under every policy. */
async function exposed(count: number) {
  const { merchant } = await makeMember({ clock: shop.clock });
  const account = await shop.activeAccount();
  const policies = ["on", "on_until_unpaid", "off"] as const;
  const names = Array.from({ length: count }, (_, nth) => ({
    name: `exposed-${nth}.${endings[nth % 3]}`,
    expiresAt: later(start, (37 + (nth % 80)) * DAY + (nth % 24) * HOUR),
    policy: policies[Math.floor(nth / 3) % 3]!,
    autoRenew: nth % 7 !== 0,
  }));
  await shop.world.registrar.putDomains(names.map(({ name, expiresAt }) => ({ name, expiresAt, autoRenew: true })));
  for (const { name, expiresAt, policy, autoRenew } of names)
    await makeDomain({
      nameAscii: name,
      registrarAccountId: account.id,
      merchantId: merchant.id,
      expiresAt,
      autoRenew,
      registrarAutoRenew: true,
      registrarAutoRenewPolicy: policy,
    });
}
const taken = async () =>
  (await shop.world.registrar.charges())
    .filter((charge) => charge.verb === "auto_renew")
    .reduce((sum, charge) => sum + charge.amountMinor, 0);

describe("what registrars take by themselves", () => {
  it("L-7, PE-40: for 300 names the forecast equals what the registrar then charges, to the cent", {
    timeout: 120_000,
  }, async () => {
    await exposed(300);
    const ahead = await forecastExposure(ctx());
    expect(ahead.takenMinor).toBeGreaterThan(50_000);
    expect(ahead.switchedOff).toBeGreaterThan(100);
    for (let hours = 0; hours < 85 * 24; hours += 12) {
      await keepAutoRenew(ctx());
      shop.clock.advance(12 * HOUR);
      await shop.world.registrar.settle();
    }
    expect(await taken()).toBe(ahead.takenMinor);
  });

  it("L-7: one click switches a day off; the rest of the forecast stays", { timeout: 60_000 }, async () => {
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    await db().update(registrarAccounts).set({ autoRenewPolicy: "on" });
    await exposed(60);
    await keepAutoRenew(ctx());
    const before = await forecastExposure(ctx());
    const day = before.days.find((one) => one.taken > 0)!;
    const done = await switchDayOff(admin, { day: day.day });
    expect(done).toMatchObject({ failed: 0, switchedOff: day.names.length });
    expect(done.savedMinor).toBe(day.names.reduce((sum, name) => sum + name.costMinor!, 0));
    const after = await forecastExposure(ctx());
    expect(after.takenMinor).toBe(before.takenMinor - day.takenMinor);
    expect(await keepAutoRenew(ctx())).toMatchObject({ switchedOn: 0 });
    await expect(switchDayOff(admin, { day: day.day })).rejects.toMatchObject({ code: "conflict" });
    const { ctx: member } = await makeMember({ clock: shop.clock });
    await expect(switchDayOff(member, { day: day.day })).rejects.toMatchObject({ code: "not_found" });
  });

  it("CO-33: a switch that does not obey is a case, and the forecast still counts it", async () => {
    const account = await shop.activeAccount();
    const expiresAt = later(start, 60 * DAY);
    const name = "auto-renew-stuck.com";
    await shop.world.registrar.putDomains([{ name, expiresAt, autoRenew: true }]);
    await makeDomain({
      nameAscii: name,
      registrarAccountId: account.id,
      expiresAt,
      autoRenew: false,
      registrarAutoRenew: true,
    });
    expect(await keepAutoRenew(ctx())).toMatchObject({ failed: 1 });
    const [row] = await db().execute(sql`select kind from cases where kind = 'auto_renew_stuck'`);
    expect(row).toBeDefined();
    const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, name));
    expect(domain!.registrarAutoRenew).toBe(true);
  });
});
