import { beforeEach, describe, expect, it } from "vitest";
import { awsContact, contact, registration } from "@/e2e/aws-emulator/open-registrar";
import { useEmulator } from "@/e2e/aws-emulator/use-emulator";
import { DAY, MINUTE } from "@/lib/kernel/clock";

const world = useEmulator();

describe("a domain of the account", () => {
  beforeEach(() => world().registered("quietharbor.com"));

  it("PE-27: privacy is UpdateDomainContactPrivacy for every role, done when its operation is", async () => {
    const started = await world().registrar.setPrivacy("quietharbor.com", false);
    expect(world().sent("UpdateDomainContactPrivacy")).toEqual([
      {
        DomainName: "quietharbor.com",
        AdminPrivacy: false,
        BillingPrivacy: false,
        RegistrantPrivacy: false,
        TechPrivacy: false,
      },
    ]);
    const ref = started.state === "pending" ? started.ref : "";
    expect(await world().registrar.operation(ref)).toMatchObject({ state: "pending" });
    expect((await world().registrar.domain("quietharbor.com"))?.privacy).toBe(true);
    world().clock.advance(MINUTE);
    expect(await world().registrar.operation(ref)).toMatchObject({ state: "done" });
    expect((await world().registrar.domain("quietharbor.com"))?.privacy).toBe(false);
  });

  it("renews against the expiry year that the platform believes", async () => {
    const expiry = new Date("2027-11-20T12:01:00Z");
    expect(await world().registrar.renew("quietharbor.com", expiry, 3)).toMatchObject({ state: "pending" });
    expect(world().sent("RenewDomain")).toEqual([
      { DomainName: "quietharbor.com", CurrentExpiryYear: 2027, DurationInYears: 3 },
    ]);
    world().clock.advance(MINUTE);
    expect(await world().registrar.renew("quietharbor.com", expiry, 3)).toMatchObject({
      state: "refused",
      reason: "policy",
    });
    expect((await world().registrar.domain("quietharbor.com"))?.expiresAt?.getUTCFullYear()).toBe(2030);
  });

  it("CO-32: switches auto-renew off again and reads it back", async () => {
    expect(await world().registrar.setAutoRenew("quietharbor.com", true)).toEqual({ state: "done", ref: null });
    expect((await world().registrar.domain("quietharbor.com"))?.autoRenew).toBe(true);
    expect(await world().registrar.setAutoRenew("quietharbor.com", false)).toEqual({ state: "done", ref: null });
    expect((await world().registrar.domain("quietharbor.com"))?.autoRenew).toBe(false);
  });

  it("changes all four contacts and agrees to no price", async () => {
    await world().registrar.setContacts("quietharbor.com", { ...contact, city: "Tacoma" });
    const tacoma = { ...awsContact, City: "Tacoma" };
    expect(world().sent("UpdateDomainContact")).toEqual([
      {
        DomainName: "quietharbor.com",
        RegistrantContact: tacoma,
        AdminContact: tacoma,
        TechContact: tacoma,
        BillingContact: tacoma,
      },
    ]);
  });

  it("says whether the registrant's e-mail is verified, or nothing when AWS does not", async () => {
    const held = world().emulator.domains.held.get("quietharbor.com");
    if (held) held.reachability = "DONE";
    expect((await world().registrar.domain("quietharbor.com"))?.registrantVerified).toBe(true);
    world().emulator.fail("GetContactReachabilityStatus", { code: "AccessDeniedException", message: "no" });
    expect((await world().registrar.domain("quietharbor.com"))?.registrantVerified).toBeNull();
  });

  it("shows an auth code and keeps it out of the trace, with the registrant's data", async () => {
    const code = await world().registrar.authCode("quietharbor.com");
    expect(code).toBe(world().emulator.domains.held.get("quietharbor.com")?.authCode);
    await world().registrar.domain("quietharbor.com");
    const traced = JSON.stringify(world().trace);
    for (const secret of [code, "Pier Road", "ada@example.org", "+1.2065550123"]) expect(traced).not.toContain(secret);
    expect(traced).toContain('"CountryCode":"US"');
    await expect(world().registrar.authCode("not-ours.com")).rejects.toMatchObject({ kind: "not_found" });
  });

  it("is listed page by page", async () => {
    for (let i = 0; i < 230; i++)
      world().emulator.domains.hold(`harbor-${i}.com`, { years: 1, contact: {}, nameServers: [] });
    const sizes: number[] = [];
    for await (const page of world().registrar.domains()) sizes.push(page.names.length);
    expect(sizes).toEqual([100, 100, 31]);
  });

  it.each([
    ["renew", () => world().registrar.renew("not-ours.com", new Date(), 1)],
    ["setLock", () => world().registrar.setLock("not-ours.com", true)],
    ["setPrivacy", () => world().registrar.setPrivacy("not-ours.com", true)],
    ["setAutoRenew", () => world().registrar.setAutoRenew("not-ours.com", false)],
    ["setContacts", () => world().registrar.setContacts("not-ours.com", contact)],
    ["setNameServers", () => world().registrar.setNameServers("not-ours.com", ["a.example.net", "b.example.net"])],
  ])("%s of another's name is refused as not ours", async (_, write) => {
    expect(await write()).toMatchObject({ state: "refused", reason: "not_ours" });
  });
});

describe("operations that wait for somebody", () => {
  it.each([
    "PENDING_ACCEPTANCE",
    "PENDING_CUSTOMER_ACTION",
    "PENDING_AUTHORIZATION",
    "PENDING_PAYMENT_VERIFICATION",
    "PENDING_SUPPORT_CASE",
  ])("%s is told in words", async (flag) => {
    world().emulator.domains.waiting.set("quietharbor.com", flag);
    const started = await world().registrar.register(registration("quietharbor.com"));
    world().clock.advance(DAY);
    const ref = started.state === "pending" ? started.ref : "";
    const state = await world().registrar.operation(ref);
    expect(state).toMatchObject({ state: "waiting_for_person" });
    expect(state?.message).not.toContain("PENDING_");
  });
});
