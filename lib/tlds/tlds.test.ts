import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { registrarAccounts, tldCosts, tldPriceOverrides, tlds } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, ManualClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import type { Registrar, TldCost } from "@/lib/providers/registrars/contract";
import { saveSettings } from "@/lib/settings/save-settings";
import { catalogueData } from "./catalogue-data";
import { notSoldSentence } from "./catalogue-entry";
import { importPrices } from "./import-prices";
import { findTld, listSoldTlds, listTlds } from "./queries";
import { setTldPrice } from "./set-tld-price";
import { updateTld } from "./update-tld";

const database = useTestDatabase();
const clock = new ManualClock();
const admin: Ctx = { actor: { kind: "admin", userId: "usr_admin" }, merchantId: null, clock, requestId: "req_1" };
const owner: Ctx = {
  actor: { kind: "user", userId: "usr_1", role: "owner" },
  merchantId: "mer_1",
  clock,
  requestId: "req_2",
};

const cost = (tld: string, registerMinor: number, rest: Partial<TldCost> = {}): TldCost => ({
  tld,
  currency: "USD",
  registerMinor,
  renewMinor: registerMinor + 100,
  transferMinor: registerMinor,
  restoreMinor: 8000,
  ...rest,
});

function registrarWith(costs: TldCost[]): Registrar {
  return {
    descriptor: { label: "Test registrar" },
    async *prices() {
      yield* costs;
    },
  } as unknown as Registrar;
}

const importList = (costs: TldCost[], accountId = "rac_active") =>
  importPrices(admin, { accountId, registrar: registrarWith(costs) });

beforeEach(async () => {
  await database.sql`truncate tld_price_overrides, tld_costs, tlds, settings, registrar_accounts cascade`;
  const now = clock.now();
  await db()
    .insert(registrarAccounts)
    .values([
      { id: "rac_active", registrar: "sandbox", label: "Active", active: true, createdAt: now },
      { id: "rac_other", registrar: "route53", label: "Other", createdAt: now },
    ]);
  await db()
    .insert(tlds)
    .values(catalogueData.map((entry) => ({ ...entry, updatedAt: now })));
});

describe("the catalogue in the database", () => {
  it("PE-45: after an import every listed TLD of the catalogue can be quoted, in the operator's order", async () => {
    const result = await importList(catalogueData.map(({ tld }) => cost(tld, 1000)));
    expect(result).toMatchObject({ listed: catalogueData.length, changed: [], unlisted: [], refused: [] });
    const sold = await listSoldTlds({ clock });
    expect(sold.map((entry) => entry.tld)).toEqual(catalogueData.map((entry) => entry.tld));
    expect(sold[0]).toMatchObject({
      tld: "com",
      currency: "USD",
      prices: { registerMinor: 1399, renewMinor: 1499, transferMinor: 1399, restoreMinor: 9799 },
      margins: { registerMinor: { minor: 399 } },
    });
  });

  it("PE-9: a new markup makes new prices", async () => {
    await importList([cost("com", 1000)]);
    await saveSettings(admin, { markupPercent: 50, markupFixedMinor: 0, rounding: "none" });
    expect((await findTld("com", { clock }))?.prices?.registerMinor).toBe(1500);
  });

  it("PE-46: the public list has register, renew, transfer and restore prices and leaves out what is not sold", async () => {
    await importList([cost("com", 1000), cost("net", 1100, { transferMinor: null }), cost("zz--new", 5)]);
    const sold = await listSoldTlds({ clock });
    expect(sold.map((entry) => [entry.tld, entry.prices.transferMinor])).toEqual([
      ["com", 1399],
      ["net", null],
    ]);
  });

  it("stops selling by costs older than the operator allows, and sells again after an import", async () => {
    await importList([cost("com", 1000)]);
    clock.advance(30 * DAY);
    expect(await findTld("com", { clock })).toMatchObject({ notSold: null });
    clock.advance(1);
    expect(await findTld("com", { clock })).toMatchObject({ notSold: "stale_cost", prices: null });
    await importList([cost("com", 1000)]);
    expect(await findTld("com", { clock })).toMatchObject({ notSold: null });
  });

  it("says why a TLD is not sold", async () => {
    await importList([cost("com", 1000), cost("net", 1000, { currency: "EUR" })]);
    await updateTld(admin, { tld: "com", sold: false });
    const reasons = Object.fromEntries((await listTlds({ clock })).map((entry) => [entry.tld, entry.notSold]));
    expect(reasons).toMatchObject({ com: "switched_off", net: "other_currency", org: "no_cost" });
    await database.sql`update registrar_accounts set active = false`;
    const orphan = await findTld("net", { clock });
    expect(orphan?.notSold).toBe("no_account");
    expect(notSoldSentence(orphan!, 720)).toBe("No registrar account sells it. Make one active, or route this ending.");
  });

  it("X-5: sells a routed TLD by its own account's cost", async () => {
    await importList([cost("com", 1000), cost("net", 1000)]);
    await importList([cost("com", 2000)], "rac_other");
    await updateTld(admin, { tld: "com", routedAccountId: "rac_other" });
    expect(await findTld("com", { clock })).toMatchObject({
      accountId: "rac_other",
      registrar: "route53",
      cost: { registerMinor: 2000 },
    });
    expect(await findTld("net", { clock })).toMatchObject({ accountId: "rac_active" });
  });
});

describe("the whole list, which is read again only after a change", () => {
  const com = async () => (await listTlds({ clock })).find((entry) => entry.tld === "com");

  it("shows at once whatever changed: rules, costs, prices by hand, the active account", async () => {
    await importList([cost("com", 1000)]);
    expect(await com()).toMatchObject({ notSold: null, prices: { registerMinor: 1399 } });
    await setTldPrice(admin, { tld: "com", registerMinor: 1500 });
    expect(await com()).toMatchObject({ prices: { registerMinor: 1500 } });
    await setTldPrice(admin, { tld: "com" });
    expect(await com()).toMatchObject({ prices: { registerMinor: 1399 } });
    await importList([cost("com", 2000)]);
    expect(await com()).toMatchObject({ prices: { registerMinor: 2599 } });
    await updateTld(admin, { tld: "com", maxYears: 3 });
    expect(await com()).toMatchObject({ maxYears: 3 });
    await database.sql`update registrar_accounts set active = (id = 'rac_other')`;
    expect(await com()).toMatchObject({ accountId: "rac_other", notSold: "no_cost" });
  });
});

describe("an import of costs", () => {
  it("AN-22: tells what was added and what changed, with the costs before and after", async () => {
    await importList([cost("com", 1000), cost("net", 1000)]);
    const result = await importList([cost("com", 1200), cost("net", 1000), cost("org", 900)]);
    expect(result.added).toEqual(["org"]);
    expect(result.changed).toEqual([{ tld: "com", before: cost("com", 1000), after: cost("com", 1200) }]);
    expect((await findTld("com", { clock }))?.cost).toMatchObject(cost("com", 1200));
  });

  it("takes TLDs the catalogue does not know, switched off, and leaves out lines without sense", async () => {
    const result = await importList([
      cost("com", 1000),
      cost("newgtld", 1000),
      cost("bad", -5),
      cost("<b>", 5),
      cost("half", 10.5),
    ]);
    expect(result.unlisted).toEqual(["newgtld"]);
    expect(result.refused).toEqual(["bad", "<b>", "half"]);
    expect(await findTld("newgtld", { clock })).toMatchObject({ sold: false, notSold: "switched_off" });
  });

  it("changes nothing when the list is empty or breaks off", async () => {
    await importList([cost("com", 1000)]);
    await expect(importList([])).rejects.toMatchObject({ code: "provider_failed" });
    const breaking = {
      descriptor: { label: "Test registrar" },
      async *prices() {
        yield cost("com", 1);
        throw new Error("connection lost");
      },
    } as unknown as Registrar;
    await expect(importPrices(admin, { accountId: "rac_active", registrar: breaking })).rejects.toThrow(
      "connection lost",
    );
    expect(await db().select().from(tldCosts)).toMatchObject([{ tld: "com", registerMinor: 1000 }]);
  });
});

describe("CO-10: the admin edits the catalogue", () => {
  it("sets prices by hand and gives them back, each with an audit row", async () => {
    await importList([cost("com", 1000)]);
    await setTldPrice(admin, { tld: "com", registerMinor: 500, restoreMinor: 9900 });
    expect((await findTld("com", { clock }))?.prices).toEqual({
      registerMinor: 1000,
      renewMinor: 1499,
      transferMinor: 1399,
      restoreMinor: 9900,
    });
    await saveSettings(admin, { sellAtLoss: true });
    expect(await findTld("com", { clock })).toMatchObject({
      prices: { registerMinor: 500 },
      margins: { registerMinor: { minor: -500, percent: -100 } },
    });
    await setTldPrice(admin, { tld: "com" });
    expect(await db().select().from(tldPriceOverrides)).toEqual([]);
    const audits = await database.sql`select action from audit_log where subject_id = 'com' order by id`;
    expect(audits.slice(-2).map((row) => row.action)).toEqual(["tld.price_set", "tld.price_set"]);
  });

  it("CO-12: changes flags and terms, within reason", async () => {
    await updateTld(admin, { tld: "com", authCodeRequired: false, privacy: false, maxYears: 5 });
    expect(await findTld("com", { clock })).toMatchObject({ authCodeRequired: false, privacy: false, maxYears: 5 });
    await expect(updateTld(admin, { tld: "com", minYears: 6 })).rejects.toMatchObject({
      code: "invalid",
      fields: { minYears: "Choose at most 5." },
    });
  });

  it.each([
    [{ tld: "com", minYears: -1 }],
    [{ tld: "com", maxYears: 11 }],
    [{ tld: "com", maxYears: "5" }],
    [{ tld: "com", price: 1 }],
    [{ sold: true }],
    [null],
    ["com"],
  ])("refuses %j", async (input) => {
    await expect(updateTld(admin, input)).rejects.toMatchObject({ code: "invalid" });
  });

  it.each([
    [{ tld: "com", registerMinor: -1 }],
    [{ tld: "com", registerMinor: 1.5 }],
    [{ tld: "com", registerMinor: 1e12 }],
    [{ tld: "com", registerMinor: "1" }],
  ])("refuses the price %j", async (input) => {
    await expect(setTldPrice(admin, input)).rejects.toMatchObject({ code: "invalid" });
  });

  it("knows no such TLD, and no such page for anybody but an admin", async () => {
    await expect(updateTld(admin, { tld: "nope" })).rejects.toMatchObject({ code: "not_found" });
    await expect(setTldPrice(admin, { tld: "nope" })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateTld(owner, { tld: "com", sold: false })).rejects.toMatchObject({ code: "not_found" });
    await expect(setTldPrice(owner, { tld: "com", registerMinor: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(importPrices(owner, { accountId: "rac_active", registrar: registrarWith([]) })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
