import { describe, expect, it } from "vitest";
import { DAY, SECOND } from "@/lib/kernel/clock";
import { ask } from "../testing/ask";
import { useRegistrarWorld } from "../testing/use-registrar-world";

const { world, call, register, state, domain, details, charges, inDays } = useRegistrarWorld();

describe("a renewal", () => {
  it("goes from the expiry that the caller believes in, once", async () => {
    await world().registrar.putDomains([{ name: "guarded.com", expiresAt: inDays(30) }]);
    const { expiresAt: currentExpiry } = await details("guarded.com");
    const renew = (rest = {}) => call("POST", "/v1/domains/guarded.com/renewals", { currentExpiry, years: 1, ...rest });
    const both = await Promise.all([renew(), renew()]);
    expect(both.map((reply) => reply.status).sort()).toEqual([202, 409]);
    await world().advance(2 * SECOND);
    expect((await renew()).body.error?.code).toBe("expiry_mismatch");
    expect(await charges("guarded.com")).toEqual([["renew", 1046]]);
    const { expiresAt } = await details("guarded.com");
    expect((await renew({ currentExpiry: expiresAt, years: 11 })).body.error?.code).toBe("policy");
  });

  it("is refused past ten years ahead, and in redemption whatever the dates say", async () => {
    await world().registrar.putDomains([
      { name: "far-ahead.com", expiresAt: inDays(9 * 365) },
      { name: "tea-renew-in-redemption.com", expiresAt: inDays(-5) },
    ]);
    const renew = async (name: string, years: number) => {
      const { expiresAt: currentExpiry } = await details(name);
      return (await call("POST", `/v1/domains/${name}/renewals`, { currentExpiry, years })).body.error?.code;
    };
    expect(await renew("far-ahead.com", 2)).toBe("policy");
    expect(await renew("far-ahead.com", 1)).toBeUndefined();
    expect(await renew("tea-renew-in-redemption.com", 1)).toBe("in_redemption");
  });

  it("N-5: can have been made by the registry alone: the date shown in grace is nobody's", async () => {
    const name = "tea-registry-renewed.com";
    await world().registrar.putDomains([{ name, expiresAt: inDays(2) }]);
    const { expiresAt } = await details(name);
    await world().advance(3 * DAY);
    const shown = await details(name);
    expect(new Date(shown.expiresAt).getUTCFullYear()).toBe(new Date(expiresAt).getUTCFullYear() + 1);
    expect(shown.statuses).toContain("autoRenewPeriod");
    expect(await charges(name)).toEqual([]);
    await world().advance(45 * DAY);
    expect(await details(name)).toMatchObject({ expiresAt, statuses: ["redemptionPeriod"] });
  });

  it("is made unasked 35 days before the end where auto-renew is on, and charged once", async () => {
    await world().registrar.putDomains([
      { name: "left-on.com", expiresAt: inDays(40), autoRenew: true },
      { name: "left-off.com", expiresAt: inDays(40) },
    ]);
    await world().advance(4 * DAY);
    expect(await charges("left-on.com")).toEqual([]);
    await world().advance(2 * DAY);
    await Promise.all(Array.from({ length: 8 }, () => domain("left-on.com")));
    await world().advance(40 * DAY);
    expect(await charges("left-on.com")).toEqual([["auto_renew", 1046]]);
    expect(await charges("left-off.com")).toEqual([]);
    expect((await details("left-off.com")).statuses).toContain("autoRenewPeriod");
  });
});

describe("a restore", () => {
  const restore = (name: string, body = {}) => call("POST", `/v1/domains/${name}/restorations`, body);
  const limit = (amountMinor: number) => ({ costLimit: { amountMinor, currency: "USD" } });

  it("brings a name back from redemption for its fee, the year included", async () => {
    await world().registrar.putDomains([{ name: "redeemed.com", expiresAt: inDays(-50) }]);
    expect((await details("redeemed.com")).statuses).toEqual(["redemptionPeriod"]);
    expect((await restore("redeemed.com", limit(7_999))).body.error?.code).toBe("price");
    const reply = await restore("redeemed.com", limit(8_000));
    expect((await restore("redeemed.com")).body.error?.code).toBe("operation_in_progress");
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    const after = await details("redeemed.com");
    expect(after.statuses).not.toContain("redemptionPeriod");
    expect(new Date(after.expiresAt).getTime()).toBeGreaterThan(inDays(300).getTime());
    expect(await charges("redeemed.com")).toEqual([["restore", 8_000]]);
    expect((await restore("redeemed.com")).body.error?.code).toBe("policy");
  });

  it("is refused in grace, and when the name is about to be deleted", async () => {
    await world().registrar.putDomains([
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

describe("the registrant's address", () => {
  it("unverified is on hold after 15 days, until the mail is sent again", async () => {
    await register("tea-unverified.com", { autoRenew: false });
    await world().advance(2 * SECOND);
    expect(await details("tea-unverified.com")).toMatchObject({ registrantVerified: false });
    await world().advance(14 * DAY);
    expect((await details("tea-unverified.com")).statuses).not.toContain("clientHold");
    await world().advance(DAY);
    expect((await details("tea-unverified.com")).statuses).toContain("clientHold");
    const mail = () => call("POST", "/v1/domains/tea-unverified.com/verification-mail");
    expect((await mail()).status).toBe(200);
    const after = await details("tea-unverified.com");
    expect(after.registrantVerified).toBe(true);
    expect(after.statuses).not.toContain("clientHold");
    expect((await mail()).status).toBe(422);
  });

  it("takes a name out of the DNS while it is on hold, with its zone", async () => {
    const name = "shop-unverified.com";
    await register(name, { autoRenew: false });
    await world().advance(2 * SECOND);
    const headers = { authorization: "Bearer sandbox", "content-type": "application/json" };
    const body = JSON.stringify({ name, callerReference: "hold" });
    await fetch(`${world().url}/dns/v1/zones`, { method: "POST", headers, body });
    const answer = async () => (await ask(world().dnsPort, { name, type: "NS" })) as unknown as { rcode: string };
    expect(await answer()).toMatchObject({ rcode: "NOERROR" });
    await world().advance(15 * DAY);
    expect(await answer()).toMatchObject({ rcode: "REFUSED" });
    await world().registrar.verify(name);
    expect(await answer()).toMatchObject({ rcode: "NOERROR" });
  });

  it("of every other name is verified at once", async () => {
    await register("ordinary-verified.com");
    await world().advance(2 * SECOND);
    expect(await details("ordinary-verified.com")).toMatchObject({ registrantVerified: true });
  });
});

describe("details that cannot be", () => {
  it.each([
    ["expiry-1969", "1969-12-31T23:59:59.000Z"],
    ["expiry-9999", "9999-12-31T23:59:59.000Z"],
    ["expiry-empty", null],
  ])("%s is shown in the details and the list", async (fault, shown) => {
    const name = `tea-${fault}.com`;
    await world().registrar.putDomains([{ name, expiresAt: inDays(100) }]);
    expect(await details(name)).toMatchObject({ expiresAt: shown });
    const listed: { name: string; expiresAt: string | null }[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = (await call("GET", `/v1/domains?cursor=${cursor}`)).body as {
        domains: typeof listed;
        next: string | null;
      };
      listed.push(...page.domains);
      cursor = page.next;
    }
    expect(listed.find((entry) => entry.name === name)?.expiresAt).toBe(shown);
  });
});

describe("an outage", () => {
  it("ends every call with 503, until it is over", async () => {
    world().registrar.setOutage(true);
    expect([(await domain("google.com")).status, (await register("out-of-service.com")).status]).toEqual([503, 503]);
    world().registrar.setOutage(false);
    expect((await register("out-of-service.com")).status).toBe(202);
    world().registrar.setOutage(true);
    world().registrar.clearFaults();
    expect((await domain("google.com")).status).toBe(404);
  });
});

describe("the bill", () => {
  it("is listed by time, page by page, what nobody asked for included", async () => {
    const since = world().clock.now();
    for (let i = 0; i < 120; i++)
      await world().registrar.addCharge({ name: `billed-${i}.com`, verb: "renew", amountMinor: 10 });
    await world().advance(DAY);
    const until = world().clock.now();
    await world().registrar.addCharge({ name: "billed-later.com", verb: "renew", amountMinor: 10 });
    const seen: string[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const path = `/v1/charges?since=${since.toISOString()}&until=${until.toISOString()}&cursor=${cursor}`;
      const page = (await call("GET", path)).body as { charges: { name: string }[]; next: string | null };
      seen.push(...page.charges.map((charge) => charge.name).filter((name) => name.startsWith("billed-")));
      cursor = page.next;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect(seen).not.toContain("billed-later.com");
  });
});

describe("/control", () => {
  const control = (path: string, body: unknown) =>
    fetch(`${world().url}/control/registrar/${path}`, {
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
    await world().advance(2 * SECOND);
    expect((await control("verify", { name: "control-unverified.com" })).status).toBe(200);
    expect(await details("control-unverified.com")).toMatchObject({ registrantVerified: true });
    expect((await control("domains", { domains: [{ name: "NO NAME", expiresAt }] })).status).toBe(400);
  });
});
