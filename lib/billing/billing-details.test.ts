import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeMember, memberCtx } from "@/db/factories";
import { auditLog, merchants, settings } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { getBilling, readVatId, saveBilling } from "./billing-details";
import { creditBalance, creditBalances, creditMovements } from "./credit-balance";
import { grantCredit } from "./grant-credit";
import { loadVatRates } from "./load-vat-rates";
import { standardVatRates } from "./vat-rates";

useTestDatabase();
const clock = new ManualClock("2026-11-20T12:00:00Z");
const address = {
  name: "Blätterwerk GmbH",
  addressLine1: "Hafenstraße 4",
  city: "Hamburg",
  postalCode: "20459",
  country: "DE",
};
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  await db().delete(settings);
  owner = await makeMember({ clock });
});

describe("AN-18: billing details", () => {
  it("are kept with the VAT id in one form, and decide the tax from then on", async () => {
    const { ctx: admin } = await makeAdmin({ clock });
    await loadVatRates(admin);
    expect((await saveBilling(owner.ctx, address)).tax).toMatchObject({ rateBasisPoints: 1900 });
    const saved = await saveBilling(owner.ctx, { ...address, vatId: "de 123 456 789" });
    expect(saved).toMatchObject({
      vatId: "DE123456789",
      given: true,
      tax: { rateBasisPoints: 0, reverseCharge: true },
    });
    expect(await getBilling(owner.ctx)).toEqual(saved);
    const [row] = await db().select().from(merchants).where(eq(merchants.id, owner.merchant.id));
    expect(row).toMatchObject({ country: "DE", vatId: "DE123456789" });
    const [told] = await db().select().from(auditLog).where(eq(auditLog.subjectId, owner.merchant.id));
    expect(told?.action).toBe("billing.saved");
  });

  it.each([
    ["a VAT id of another country", { vatId: "ATU12345678" }, "vatId"],
    ["a VAT id of no country", { vatId: "12" }, "vatId"],
    ["a VAT id where there are none", { vatId: "12-3456789", country: "US" }, "vatId"],
    ["a country that does not exist", { country: "QQ" }, "country"],
    ["a currency without a rate", { currency: "CHF" }, "currency"],
    ["no name", { name: " " }, "name"],
    ["a name with a line break", { name: "A\nB" }, "name"],
    ["300 characters of street", { addressLine1: "x".repeat(300) }, "addressLine1"],
  ])("refuse %s, and keep what was there", async (_, wrong, field) => {
    await saveBilling(owner.ctx, address);
    await expect(saveBilling(owner.ctx, { ...address, ...wrong })).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
    expect(await getBilling(owner.ctx)).toMatchObject({ name: "Blätterwerk GmbH", vatId: "" });
  });

  it("are an owner's to change", async () => {
    for (const role of ["staff", "read_only"] as const) {
      const ctx = memberCtx(owner.user.id, owner.merchant.id, role, clock);
      await expect(saveBilling(ctx, address)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("AN-21: offer the currencies that have a rate", async () => {
    await db()
      .insert(settings)
      .values({ key: "exchangeRates", value: { EUR: 0.9 }, updatedAt: clock.now() });
    const saved = await saveBilling(owner.ctx, { ...address, currency: "EUR" });
    expect(saved).toMatchObject({ currency: "EUR", currencies: ["USD", "EUR"] });
    expect(await saveBilling(owner.ctx, { ...address, currency: "USD" })).toMatchObject({ currency: "" });
  });

  it("tell how a VAT id reads while it is typed", () => {
    expect(readVatId("", "DE")).toEqual({ ok: true, message: "" });
    expect(readVatId("123456789", "DE")).toEqual({ ok: true, message: "DE123456789 has the form of Germany." });
    expect(readVatId("12", "DE").ok).toBe(false);
  });
});

describe("standard VAT rates", () => {
  it("are loaded over those of their countries, and only by an admin", async () => {
    const { ctx: admin } = await makeAdmin({ clock });
    await db()
      .insert(settings)
      .values({ key: "taxRates", value: { DE: 16, BR: 5, "*": 1 }, updatedAt: clock.now() });
    await expect(loadVatRates(owner.ctx)).rejects.toMatchObject({ code: "not_found" });
    expect(await loadVatRates(admin)).toBe(Object.keys(standardVatRates).length);
    expect(await loadVatRates(admin)).toBe(0);
    const [row] = await db().select().from(settings).where(eq(settings.key, "taxRates"));
    expect(row?.value).toEqual({ BR: 5, "*": 1, ...standardVatRates });
  });
});

describe("AN-17: account credit", () => {
  it("is given by an admin once, however often the button is pressed", async () => {
    const { ctx: admin } = await makeAdmin({ clock });
    const gift = {
      merchantId: owner.merchant.id,
      currency: "USD",
      amountMinor: 500,
      reason: "For the wait",
      key: "gift-number-1",
    };
    const given = await Promise.all([grantCredit(admin, gift), grantCredit(admin, gift)]);
    expect(given.filter(Boolean)).toHaveLength(1);
    expect(await creditBalance(owner.merchant.id, "USD")).toBe(500);
    expect(await creditBalance(owner.merchant.id, "EUR")).toBe(0);
    expect(await creditBalances(owner.merchant.id)).toEqual([{ currency: "USD", balanceMinor: 500, freeMinor: 500 }]);
    expect(await creditMovements(owner.merchant.id)).toMatchObject([{ amountMinor: 500, kind: "credit_granted" }]);
  });

  it.each([
    ["nothing", { amountMinor: 0 }],
    ["less than nothing", { amountMinor: -5 }],
    ["parts of a cent", { amountMinor: 1.5 }],
    ["no reason", { reason: "" }],
    ["a currency that nothing is invoiced in", { currency: "CHF" }],
  ])("is not given for %s", async (_, wrong) => {
    const { ctx: admin } = await makeAdmin({ clock });
    const gift = {
      merchantId: owner.merchant.id,
      currency: "USD",
      amountMinor: 500,
      reason: "For the wait",
      key: "gift-number-2",
    };
    await expect(grantCredit(admin, { ...gift, ...wrong })).rejects.toMatchObject({ code: "invalid" });
    await expect(grantCredit(owner.ctx, gift)).rejects.toMatchObject({ code: "not_found" });
    expect(await creditBalances(owner.merchant.id)).toEqual([]);
  });
});
