import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { registrarAccounts, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { getSettings } from "@/lib/settings/get-settings";
import { saveSettings } from "@/lib/settings/save-settings";
import { setRenewalPolicy } from "./set-renewal-policy";
import { RenewalWorld } from "./test-names";

useTestDatabase();
const clock = new ManualClock();
let world: RenewalWorld;
beforeEach(async () => {
  await db().execute(sql`truncate domains, registrar_accounts, merchants, settings cascade`);
  world = await new RenewalWorld(clock).open();
});
const short = [0, 3, 10].map((day) => ({ day, charge: true, mail: true }));
const policy = async () =>
  (await db().select().from(registrarAccounts).where(eq(registrarAccounts.id, world.accountId)))[0];

describe("a registrar that renews by itself, and the schedule", () => {
  it("X-2: cannot be switched on while the schedule loses against its early charge, and can once it does not", async () => {
    const { ctx } = await makeAdmin({ clock });
    const on = () => setRenewalPolicy(ctx, { accountId: world.accountId, policy: "on_until_unpaid" });
    await expect(on()).rejects.toThrow(/45 − 40 = 5/);
    expect((await policy())!.autoRenewPolicy).toBe("off");
    await saveSettings(ctx, { dunningSteps: short });
    await on();
    expect((await policy())!.autoRenewPolicy).toBe("on_until_unpaid");
  });

  it("X-2: settings that lose are refused with the arithmetic while it is on, and nothing is saved", async () => {
    const { ctx } = await makeAdmin({ clock });
    await saveSettings(ctx, { dunningSteps: short });
    await setRenewalPolicy(ctx, { accountId: world.accountId, policy: "on" });
    for (const losing of [
      { renewalLeadDays: 44 },
      { renewalSchedule: "monthly" },
      { dunningSteps: [...short, { day: 11, charge: true, mail: true }] },
    ])
      await expect(saveSettings(ctx, { ...losing, markupPercent: 33 })).rejects.toMatchObject({
        code: "invalid",
        message: expect.stringMatching(/= \d+|= −?-?\d+/),
      });
    expect(await getSettings()).toMatchObject({ renewalLeadDays: 45, renewalSchedule: "daily", markupPercent: 20 });
    await saveSettings(ctx, { renewalLeadDays: 50, markupPercent: 33 });
    expect((await getSettings()).renewalLeadDays).toBe(50);
  });

  it("X-2: a protected name counts as its whole account does", async () => {
    const { ctx } = await makeAdmin({ clock });
    await world.name("protected.com", 300, { registrarAutoRenewPolicy: "on" });
    await expect(saveSettings(ctx, { renewalLeadDays: 30 })).rejects.toMatchObject({
      fields: { renewalLeadDays: expect.any(String) },
    });
    expect(await db().select().from(settings)).toEqual([]);
  });

  it("only an admin decides", async () => {
    await expect(setRenewalPolicy(world.ctx, { accountId: world.accountId, policy: "on" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
