import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY, later, SECOND } from "@/lib/kernel/clock";
import { ada, registrarCalls } from "../testing/call-registrar";
import { startWorld, type TestWorld } from "../testing/start-world";

let world: TestWorld;
const { call, register, state, domain } = registrarCalls(() => world);

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  world.registrar.clearFaults();
  await world.registrar.setProfile("async");
});
afterAll(() => world?.close());

type Domain = { expiresAt: string; statuses: string[]; registrantVerified: boolean; autoRenew: boolean };
const details = async (name: string) => (await domain(name)).body.domain as Domain;
const charges = async (name: string) =>
  (await world.registrar.charges())
    .filter((charge) => charge.name === name)
    .map(({ verb, amountMinor }) => [verb, amountMinor]);
const inDays = (days: number) => later(world.clock.now(), days * DAY);

describe("a renewal", () => {
  it("goes from the expiry that the caller believes in, once", async () => {
    await world.registrar.putDomains([{ name: "guarded.com", expiresAt: inDays(30) }]);
    const { expiresAt: currentExpiry } = await details("guarded.com");
    const renew = (rest = {}) => call("POST", "/v1/domains/guarded.com/renewals", { currentExpiry, years: 1, ...rest });
    const both = await Promise.all([renew(), renew()]);
    expect(both.map((reply) => reply.status).sort()).toEqual([202, 409]);
    await world.advance(2 * SECOND);
    expect((await renew()).body.error?.code).toBe("expiry_mismatch");
    expect(await charges("guarded.com")).toEqual([["renew", 1046]]);
    const { expiresAt } = await details("guarded.com");
    expect((await renew({ currentExpiry: expiresAt, years: 11 })).body.error?.code).toBe("policy");
  });

  it("is made unasked 35 days before the end where auto-renew is on, and charged once", async () => {
    await world.registrar.putDomains([
      { name: "left-on.com", expiresAt: inDays(40), autoRenew: true },
      { name: "left-off.com", expiresAt: inDays(40) },
    ]);
    await world.advance(4 * DAY);
    expect(await charges("left-on.com")).toEqual([]);
    await world.advance(2 * DAY);
    await Promise.all(Array.from({ length: 8 }, () => domain("left-on.com")));
    await world.advance(40 * DAY);
    expect(await charges("left-on.com")).toEqual([["auto_renew", 1046]]);
    expect(await charges("left-off.com")).toEqual([]);
    expect((await details("left-off.com")).statuses).toContain("autoRenewPeriod");
  });
});

describe("a restore", () => {
  const restore = (name: string, body = {}) => call("POST", `/v1/domains/${name}/restorations`, body);
  const limit = (amountMinor: number) => ({ costLimit: { amountMinor, currency: "USD" } });

  it("brings a name back from redemption for its fee, the year included", async () => {
    await world.registrar.putDomains([{ name: "redeemed.com", expiresAt: inDays(-50) }]);
    expect((await details("redeemed.com")).statuses).toEqual(["redemptionPeriod"]);
    expect((await restore("redeemed.com", limit(7_999))).body.error?.code).toBe("price");
    const reply = await restore("redeemed.com", limit(8_000));
    expect((await restore("redeemed.com")).body.error?.code).toBe("operation_in_progress");
    await world.advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    const after = await details("redeemed.com");
    expect(after.statuses).not.toContain("redemptionPeriod");
    expect(new Date(after.expiresAt).getTime()).toBeGreaterThan(inDays(300).getTime());
    expect(await charges("redeemed.com")).toEqual([["restore", 8_000]]);
    expect((await restore("redeemed.com")).body.error?.code).toBe("policy");
  });

  it("is refused in grace, and when the name is about to be deleted", async () => {
    await world.registrar.putDomains([
      { name: "in-grace.com", expiresAt: inDays(-20) },
      { name: "too-late.com", expiresAt: inDays(-77) },
      { name: "no-restore.ru", expiresAt: inDays(-50) },
    ]);
    expect((await restore("in-grace.com")).body.error?.code).toBe("policy");
    expect((await restore("too-late.com")).body.error?.code).toBe("policy");
    expect((await restore("no-restore.ru")).body.error?.code).toBe("unsupported");
    expect((await restore("nobodys-name.com")).status).toBe(404);
  });
});

describe("a transfer in", () => {
  const transfer = (name: string, authCode: string | undefined = `code-${name}`) =>
    call("POST", "/v1/transfers", { name, contact: ada, authCode });
  const look = async (id: string | undefined) =>
    (await call("GET", `/v1/operations/${id}`)).body.operation as {
      state: string;
      stage?: string;
      waitsForPerson?: boolean;
    };

  it("goes through its owner and the registries, and adds a year to the old expiry", async () => {
    const { id } = (await transfer("staged-elsewhere.com")).body.operation!;
    const old = inDays(200).getTime();
    expect(await look(id)).toMatchObject({ state: "pending", stage: "owner", waitsForPerson: false });
    await world.advance(DAY);
    expect(await look(id)).toMatchObject({ state: "pending", stage: "registry" });
    await world.advance(4 * DAY);
    expect(await look(id)).toMatchObject({ state: "done" });
    expect(await look(id)).not.toHaveProperty("stage");
    const gained = new Date((await details("staged-elsewhere.com")).expiresAt).getTime() - old;
    expect(Math.round(gained / DAY)).toBeGreaterThanOrEqual(365);
    expect(await charges("staged-elsewhere.com")).toEqual([["transfer", 1046]]);
  });

  it("with a wrong code is refused a day later, costs nothing, and can be asked for again", async () => {
    const wrong = await transfer("wrong-elsewhere.com", "guess");
    expect(wrong.status).toBe(202);
    await world.advance(DAY);
    expect(await look(wrong.body.operation?.id)).toMatchObject({
      state: "refused",
      reason: "auth_code",
      field: "authCode",
    });
    expect(await charges("wrong-elsewhere.com")).toEqual([]);
    expect((await transfer("wrong-elsewhere.com")).status).toBe(202);
  });

  it("transfer-wrong-code refuses the first code, and takes another", async () => {
    const name = "elsewhere-transfer-wrong-code.com";
    const first = await transfer(name);
    await world.advance(DAY);
    expect(await state(first)).toBe("refused");
    const same = await transfer(name);
    await world.advance(DAY);
    expect(await state(same)).toBe("refused");
    const other = await transfer(name, "the-new-code");
    await world.advance(5 * DAY);
    expect(await state(other)).toBe("done");
  });

  it("transfer-stuck waits for its owner until the mail is sent again", async () => {
    const { id } = (await transfer("elsewhere-transfer-stuck.com")).body.operation!;
    await world.advance(10 * DAY);
    expect(await look(id)).toMatchObject({ state: "pending", stage: "owner", waitsForPerson: true });
    expect((await call("POST", `/v1/operations/${id}/mail`)).status).toBe(200);
    expect(await look(id)).toMatchObject({ stage: "owner", waitsForPerson: false });
    await world.advance(DAY);
    expect(await look(id)).toMatchObject({ stage: "registry" });
    expect((await call("POST", `/v1/operations/${id}/mail`)).status).toBe(422);
    await world.advance(4 * DAY);
    expect(await look(id)).toMatchObject({ state: "done" });
  });

  it("can be taken back while it runs, and then costs nothing", async () => {
    const reply = await transfer("regretted-elsewhere.com");
    const cancel = () => call("POST", `/v1/operations/${reply.body.operation?.id}/cancel`);
    expect((await cancel()).status).toBe(200);
    expect((await cancel()).body.error?.code).toBe("policy");
    await world.advance(6 * DAY);
    expect(await state(reply)).toBe("refused");
    expect(await charges("regretted-elsewhere.com")).toEqual([]);
    expect((await call("POST", "/v1/operations/op-none/cancel")).status).toBe(404);
  });

  it.each([
    ["elsewhere-locked.com", "locked"],
    ["elsewhere-young.com", "too_young"],
    ["elsewhere-in-redemption.com", "in_redemption"],
  ])("%s is refused as %s, as the question before it said", async (name, kind) => {
    const { body } = await call("POST", `/v1/names/${name}/transferability`, {});
    expect(body).toMatchObject({ verdict: "not_transferable", blockers: [{ kind }], authCodeRequired: true });
    expect((await transfer(name)).body.error?.code).toBe(kind);
  });

  it("of a young name is possible when it has come of age, and of a British one without a code", async () => {
    const ask = async (name: string) => (await call("POST", `/v1/names/${name}/transferability`, {})).body;
    const { blockers } = (await ask("other-elsewhere-young.com")) as { blockers: { until: string }[] };
    expect(blockers[0]?.until).toBe(inDays(20).toISOString());
    await world.advance(20 * DAY);
    expect(await ask("other-elsewhere-young.com")).toMatchObject({ verdict: "transferable", blockers: [] });
    expect(await ask("tea-elsewhere.co.uk")).toMatchObject({ verdict: "transferable", authCodeRequired: false });
    const reply = await call("POST", "/v1/transfers", { name: "tea-elsewhere.co.uk", contact: ada });
    await world.advance(5 * DAY);
    expect(await state(reply)).toBe("done");
  });
});

describe("a transfer away", () => {
  it("is refused while locked and with a wrong code, shows for five days, and then the name is gone", async () => {
    const name = "going-away.com";
    await world.registrar.putDomains([{ name, expiresAt: inDays(200) }]);
    expect(await world.registrar.askAway(name, "any")).toMatchObject({ leaving: false });
    await call("PUT", `/v1/domains/${name}/lock`, { on: false });
    await world.advance(2 * SECOND);
    expect(await world.registrar.askAway(name, "any")).toMatchObject({ leaving: false });
    const { authCode } = (await call("POST", `/v1/domains/${name}/auth-code`)).body as { authCode: string };
    expect(await world.registrar.askAway(name, authCode)).toEqual({ leaving: true });
    expect((await details(name)).statuses).toEqual(["pendingTransfer"]);
    await world.advance(5 * DAY);
    expect((await domain(name)).status).toBe(404);
  });
});

describe("the registrant's address", () => {
  it("unverified is on hold after 15 days, until the mail is sent again", async () => {
    await register("tea-unverified.com", { autoRenew: false });
    await world.advance(2 * SECOND);
    expect(await details("tea-unverified.com")).toMatchObject({ registrantVerified: false });
    await world.advance(14 * DAY);
    expect((await details("tea-unverified.com")).statuses).not.toContain("clientHold");
    await world.advance(DAY);
    expect((await details("tea-unverified.com")).statuses).toContain("clientHold");
    const mail = () => call("POST", "/v1/domains/tea-unverified.com/verification-mail");
    expect((await mail()).status).toBe(200);
    const after = await details("tea-unverified.com");
    expect(after.registrantVerified).toBe(true);
    expect(after.statuses).not.toContain("clientHold");
    expect((await mail()).status).toBe(422);
  });

  it("of every other name is verified at once", async () => {
    await register("ordinary-verified.com");
    await world.advance(2 * SECOND);
    expect(await details("ordinary-verified.com")).toMatchObject({ registrantVerified: true });
  });
});

describe("the bill", () => {
  it("is listed by time, page by page, what nobody asked for included", async () => {
    const since = world.clock.now();
    for (let i = 0; i < 120; i++)
      await world.registrar.addCharge({ name: `billed-${i}.com`, verb: "renew", amountMinor: 10 });
    await world.advance(DAY);
    const until = world.clock.now();
    await world.registrar.addCharge({ name: "billed-later.com", verb: "renew", amountMinor: 10 });
    const seen: string[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const path = `/v1/charges?since=${since.toISOString()}&until=${until.toISOString()}&cursor=${cursor}`;
      const page = (await call("GET", path)).body as { charges: { name: string }[]; next: string | null };
      seen.push(...page.charges.map((charge) => charge.name));
      cursor = page.next;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect(seen).not.toContain("billed-later.com");
  });
});

describe("/control", () => {
  const control = (path: string, body: unknown) =>
    fetch(`${world.url}/control/registrar/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("puts names with a past, charges, verifies and asks names away", async () => {
    const expiresAt = inDays(20).toISOString();
    expect(
      (await control("domains", { domains: [{ name: "put-by-control.com", expiresAt, locked: false }] })).status,
    ).toBe(200);
    expect(await details("put-by-control.com")).toMatchObject({ expiresAt, autoRenew: false });
    expect((await control("charge", { name: "put-by-control.com", verb: "renew", amountMinor: 77 })).status).toBe(200);
    expect(await charges("put-by-control.com")).toEqual([["renew", 77]]);
    expect((await control("transfer-away", { name: "put-by-control.com", authCode: "guess" })).status).toBe(422);
    await register("control-unverified.com");
    await world.advance(2 * SECOND);
    expect((await control("verify", { name: "control-unverified.com" })).status).toBe(200);
    expect(await details("control-unverified.com")).toMatchObject({ registrantVerified: true });
    expect((await control("domains", { domains: [{ name: "NO NAME", expiresAt }] })).status).toBe(400);
  });
});
