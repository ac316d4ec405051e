import { beforeAll, describe, expect, it } from "vitest";
import { makeDomain, makeMember } from "@/db/factories";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { useShop } from "@/lib/orders/test-shop";
import { observeEndings } from "./observe-endings";

const shop = useShop();

beforeAll(async () => {
  const { merchant } = await makeMember({ clock: shop.clock });
  const account = await shop.activeAccount();
  const now = shop.clock.now();
  const own = async (name: string, inDays: number, registrarAutoRenew: boolean) => {
    const expiresAt = later(now, inDays * DAY);
    await shop.world.registrar.putDomains([{ name, expiresAt, autoRenew: registrarAutoRenew }]);
    const row = { nameAscii: name, registrarAccountId: account.id, merchantId: merchant.id, expiresAt };
    await makeDomain({ ...row, registrarAutoRenew, observedAt: now });
  };
  // The sandbox renews by itself 35 days before the end.
  await own("before-the-margin.com", 43, true);
  await own("within-the-margin.com", 40.5, true);
  await own("renews-not-itself.com", 40.5, false);
  await own("at-its-end.com", 1.5, false);
});

describe("names near their end", () => {
  it("are read once a day: from five days before their registrar may renew them, else from a day before they run out", async () => {
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 0 });
    shop.clock.advance(21 * HOUR);
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 2, failed: 0 });
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 0 });
    shop.clock.advance(3 * DAY);
    shop.world.registrar.setOutage(true);
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 0, failed: 3 });
    shop.world.registrar.setOutage(false);
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 3 });
  });

  it("are asked for once a day, too, when their registrar has them no more", async () => {
    shop.clock.advance(90 * DAY);
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ failed: 0 });
    expect(await observeEndings(shop.platform.ctx)).toMatchObject({ read: 0, failed: 0 });
  });
});
