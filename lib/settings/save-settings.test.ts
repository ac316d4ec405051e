import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeMember } from "@/db/factories";
import { auditLog, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { jobCtx } from "@/lib/kernel/context";
import { getSettings } from "./get-settings";
import { saveSettings } from "./save-settings";
import { defaultSettings } from "./schema";

useTestDatabase();
beforeEach(async () => void (await db().delete(settings)));

describe("settings", () => {
  it("are the defaults of a fresh platform, whole", async () => {
    expect(await getSettings()).toEqual(defaultSettings);
    expect(defaultSettings).toMatchObject({
      markupPercent: 20,
      markupFixedMinor: 100,
      rounding: "ninety_nine",
      defaultIp: "",
    });
  });

  it("rule from the moment they are saved; what was not given stays, and what did not change is not written", async () => {
    const { ctx, user } = await makeAdmin();
    const saved = await saveSettings(ctx, { markupPercent: 35, quoteMinutes: 30 });
    expect(saved).toEqual({ ...defaultSettings, markupPercent: 35 });
    expect(await getSettings()).toEqual(saved);
    expect((await db().select().from(settings)).map((row) => row.key)).toEqual(["markupPercent"]);
    const [entry] = await db().select().from(auditLog).where(eq(auditLog.actorId, user.id));
    expect(entry).toMatchObject({
      action: "settings.saved",
      before: { markupPercent: 20 },
      after: { markupPercent: 35 },
    });
    await saveSettings(ctx, { markupPercent: 35 });
    expect(await db().select().from(auditLog).where(eq(auditLog.actorId, user.id))).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ["markupPercent", { markupPercent: -1 }],
    ["markupPercent", { markupPercent: "20" }],
    ["markupPercent", { markupPercent: Number.NaN }],
    ["markupFixedMinor", { markupFixedMinor: 1.5 }],
    ["rounding", { rounding: "up" }],
    ["quoteMinutes", { quoteMinutes: 0 }],
    ["maxItemsPerOrder", { maxItemsPerOrder: 100_000 }],
    ["defaultIp", { defaultIp: "not an address" }],
    ["defaultIp", { defaultIp: "2001:db8::1" }],
    ["defaultIp", { defaultIp: "192.0.2.7; rm -rf /" }],
    ["defaultTtlSeconds", { defaultTtlSeconds: 59 }],
    ["defaultTtlSeconds", { defaultTtlSeconds: 86_401 }],
    ["dnsAllowedTypes", { dnsAllowedTypes: ["A", "ANY"] }],
    ["taxRates", { taxRates: { DE: 51 } }],
    ["taxRates", { taxRates: { germany: 19 } }],
    ["currency", { currency: "dollars" }],
    ["supportEmail", { supportEmail: "nobody" }],
    ["platformName", { platformName: " " }],
  ])("PE-9, X-16: a wrong %s is refused and nothing is saved (%j)", async (field, input) => {
    const { ctx } = await makeAdmin();
    const given = { ...(input as object), reviewAboveMinor: 5 };
    await expect(saveSettings(ctx, given)).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
    expect(await getSettings()).toEqual(defaultSettings);
  });

  it.each([null, [], "x", 7, { unheardOf: 1 }, { __proto__: { markupPercent: 0 }, isAdmin: true }])(
    "refuse %j as a whole",
    async (input) => {
      const { ctx } = await makeAdmin();
      await expect(saveSettings(ctx, input)).rejects.toMatchObject({ code: "invalid" });
      expect(await getSettings()).toEqual(defaultSettings);
    },
  );

  it("are an admin's to change and nobody else's", async () => {
    const { ctx } = await makeMember();
    for (const other of [ctx, jobCtx("x")])
      await expect(saveSettings(other, { markupPercent: 0 })).rejects.toMatchObject({ code: "not_found" });
    expect(await getSettings()).toEqual(defaultSettings);
  });
});
