import { beforeEach, describe, expect, it } from "vitest";
import { awsContact, contact, registration } from "@/e2e/aws-emulator/open-registrar";
import { useEmulator } from "@/e2e/aws-emulator/use-emulator";
import { DAY, MINUTE } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import type { Availability } from "../contract";

const world = useEmulator();

async function ask(...names: string[]): Promise<Availability[]> {
  const answers: Availability[] = [];
  for await (const answer of world().registrar.availability(names)) answers.push(answer);
  return answers;
}

describe("availability", () => {
  it.each([
    ["AVAILABLE", "available"],
    ["AVAILABLE_RESERVED", "reserved"],
    ["AVAILABLE_PREORDER", "reserved"],
    ["UNAVAILABLE", "taken"],
    ["UNAVAILABLE_PREMIUM", "reserved"],
    ["UNAVAILABLE_RESTRICTED", "reserved"],
    ["RESERVED", "reserved"],
    ["INVALID_NAME_FOR_TLD", "unsupported"],
    ["DONT_KNOW", "unknown"],
    ["PENDING", "unknown"],
  ])("reads %s as %s, with a reason for all that is not plain", async (code, status) => {
    world().emulator.domains.answers.set("harbor.com", [code]);
    const [answer] = await ask("harbor.com");
    expect(answer).toMatchObject({ name: "harbor.com", status });
    if (!["available", "taken"].includes(status)) expect(answer?.reason).toBeTruthy();
  });

  it("asks again while the registry is slow, and then has an answer", async () => {
    world().emulator.domains.answers.set("harbor.com", ["PENDING", "PENDING", "AVAILABLE"]);
    expect(await ask("harbor.com")).toEqual([{ name: "harbor.com", status: "available" }]);
    expect(world().sent("CheckDomainAvailability")).toHaveLength(3);
  });

  it("says that an ending is not sold, and keeps the other names", async () => {
    const answers = await ask("harbor.zz", "harbor.com");
    expect(answers).toContainEqual({ name: "harbor.zz", status: "unsupported", reason: expect.any(String) });
    expect(answers).toContainEqual({ name: "harbor.com", status: "available" });
  });

  it("has no more questions under way than the limit, and yields each answer at once", async () => {
    let underWay = 0;
    let most = 0;
    let release: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    let calls = 0;
    installFaultHook(async (point) => {
      if (point === "out:route53domains:CheckDomainAvailability:before") {
        most = Math.max(most, ++underWay);
        if (++calls === 1) await slow;
      }
      if (point === "out:route53domains:CheckDomainAvailability:after") underWay--;
    });
    const names = Array.from({ length: 12 }, (_, i) => `harbor-${i}.com`);
    const seen: string[] = [];
    for await (const answer of world().registrar.availability(names)) {
      seen.push(answer.name);
      if (seen.length === 11) release();
    }
    installFaultHook(undefined);
    expect(seen.at(-1)).toBe("harbor-0.com");
    expect(seen.toSorted()).toEqual(names.toSorted());
    expect(most).toBe(world().registrar.descriptor.limits.concurrent);
  });

  it("stops when the caller goes away in the middle", async () => {
    const gone = new AbortController();
    const names = Array.from({ length: 50 }, (_, i) => `harbor-${i}.com`);
    let answers = 0;
    for await (const _ of world().registrar.availability(names, gone.signal)) {
      answers++;
      gone.abort();
    }
    expect(answers).toBe(1);
    expect(world().sent("CheckDomainAvailability").length).toBeLessThan(10);
  });

  it("gives no made-up answer for the question that was under way", async () => {
    const gone = new AbortController();
    installFaultHook((point) => {
      if (point.endsWith(":before")) gone.abort();
    });
    const answers: Availability[] = [];
    for await (const answer of world().registrar.availability(["harbor.com"], gone.signal)) answers.push(answer);
    installFaultHook(undefined);
    expect(answers).toEqual([]);
  });
});

describe("PE-1: buying is a RegisterDomain call on the operator's own account", () => {
  it("PE-1, PE-5, CO-32: RegisterDomain goes out with auto-renew off, and reads back as off", async () => {
    const started = await world().registrar.register(registration("quietharbor.com", { years: 2 }));
    expect(started).toEqual({ state: "pending", ref: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(world().sent("RegisterDomain")).toEqual([
      {
        DomainName: "quietharbor.com",
        DurationInYears: 2,
        AutoRenew: false,
        RegistrantContact: awsContact,
        AdminContact: awsContact,
        TechContact: awsContact,
        BillingContact: awsContact,
        PrivacyProtectRegistrantContact: true,
        PrivacyProtectAdminContact: true,
        PrivacyProtectTechContact: true,
        PrivacyProtectBillingContact: true,
      },
    ]);
    world().clock.advance(MINUTE);
    const ref = started.state === "pending" ? started.ref : "";
    expect(await world().registrar.operation(ref)).toMatchObject({ ref, name: "quietharbor.com", state: "done" });
    const domain = await world().registrar.domain("quietharbor.com");
    expect(domain).toMatchObject({
      autoRenew: false,
      locked: true,
      privacy: true,
      registrantVerified: false,
      zoneRef: null,
    });
    expect(domain?.expiresAt).toEqual(new Date("2028-11-20T12:01:00Z"));
    const listed = [];
    for await (const page of world().registrar.domains()) listed.push(...page.names);
    expect(listed).toEqual([{ name: "quietharbor.com", expiresAt: domain?.expiresAt, autoRenew: false, locked: true }]);
  });

  it("PE-16: the registration makes one zone of the name and delegates to its four servers", async () => {
    await world().registered("quietharbor.com");
    const zones = [...world().emulator.zones.zones.values()].filter((zone) => zone.name === "quietharbor.com.");
    expect(zones).toHaveLength(1);
    expect((await world().registrar.domain("quietharbor.com"))?.nameServers).toEqual(zones[0]?.nameServers);
    expect(zones[0]?.nameServers).toHaveLength(4);
  });

  it("sends the TLD's extra answers by AWS's names, and leaves out what AWS or the TLD does not know", async () => {
    const extra = {
      CA_LEGAL_TYPE: "CCT",
      ES_LEGAL_FORM: "1",
      favouriteColour: "blue",
      VAT_NUMBER: "DE1",
      CA_BUSINESS_ENTITY_TYPE: "",
    };
    await world().registrar.register(registration("harbor.ca", { contact: { ...contact, extra } }));
    expect(world().sent("RegisterDomain")[0]?.RegistrantContact).toMatchObject({
      ExtraParams: [
        { Name: "CA_LEGAL_TYPE", Value: "CCT" },
        { Name: "VAT_NUMBER", Value: "DE1" },
      ],
    });
  });

  it("registers companies as companies, except under .es", async () => {
    const company = { ...contact, organisation: "Tide Tea Ltd", addressLine2: "Floor 2", phone: "+442071838750" };
    await world().registrar.register(registration("tidetea.co.uk", { contact: company, privacy: false }));
    await world().registrar.register(registration("tidetea.es", { contact: company }));
    const [uk, es] = world()
      .sent("RegisterDomain")
      .map((input) => input.RegistrantContact);
    expect(uk).toMatchObject({
      ContactType: "COMPANY",
      OrganizationName: "Tide Tea Ltd",
      AddressLine2: "Floor 2",
      PhoneNumber: "+44.2071838750",
    });
    expect(es).toMatchObject({ ContactType: "PERSON" });
    expect(world().sent("RegisterDomain")[0]).toMatchObject({ PrivacyProtectRegistrantContact: false });
  });
});

describe("PE-31: bringing a name in is a TransferDomain call", () => {
  const { years: _, ...transfer } = registration("coming-home.com");
  beforeEach(() => void world().emulator.domains.elsewhere.set("coming-home.com", "Right!Code1"));

  it("PE-31, CO-32: sends the code, with auto-renew off, and the name arrives", async () => {
    const started = await world().registrar.transferIn({ ...transfer, authCode: "Right!Code1" });
    expect(started.state).toBe("pending");
    expect(world().sent("TransferDomain")).toEqual([
      expect.objectContaining({
        DomainName: "coming-home.com",
        AuthCode: "Right!Code1",
        AutoRenew: false,
        DurationInYears: 1,
        RegistrantContact: awsContact,
        PrivacyProtectRegistrantContact: true,
      }),
    ]);
    world().clock.advance(DAY);
    expect(await world().registrar.domain("coming-home.com")).toMatchObject({ autoRenew: false });
    expect(JSON.stringify(world().trace)).not.toContain("Right!Code1");
  });

  it("reports a wrong code by the operation", async () => {
    const started = await world().registrar.transferIn({ ...transfer, authCode: "wrong" });
    world().clock.advance(DAY);
    const ref = started.state === "pending" ? started.ref : "";
    expect(await world().registrar.operation(ref)).toMatchObject({
      state: "refused",
      message: expect.stringContaining("authorization code"),
    });
    expect(await world().registrar.domain("coming-home.com")).toBeNull();
  });

  it.each([
    ["TRANSFERABLE", "transferable"],
    ["UNTRANSFERABLE", "not_transferable"],
    ["DONT_KNOW", "unknown"],
    ["DOMAIN_IN_OWN_ACCOUNT", "already_here"],
    ["DOMAIN_IN_ANOTHER_ACCOUNT", "not_transferable"],
    ["PREMIUM_DOMAIN", "premium"],
  ])("reads %s as %s", async (code, verdict) => {
    world().emulator.domains.transferAnswers.set("coming-home.com", code);
    expect(await world().registrar.transferability("coming-home.com")).toMatchObject({ verdict });
  });

  it("knows that an ending is not offered", async () => {
    expect(await world().registrar.transferability("harbor.zz")).toMatchObject({ verdict: "not_transferable" });
  });
});

describe("prices and suggestions", () => {
  it("reads the price list over several pages in minor units", async () => {
    for (let i = 0; i < 1100; i++)
      world().emulator.domains.prices.set(`x${i}`, { register: 1.1, renew: 2.25, transfer: 0, restore: 3 });
    const costs = [];
    for await (const cost of world().registrar.prices()) costs.push(cost);
    expect(costs).toHaveLength(1109);
    expect(world().sent("ListPrices")).toHaveLength(2);
    expect(costs.find((cost) => cost.tld === "shop")).toEqual({
      tld: "shop",
      currency: "USD",
      registerMinor: 3500,
      renewMinor: 3750,
      transferMinor: 3750,
      restoreMinor: 10_000,
    });
  });

  it("prices a free name for all its years, and refuses to guess for one it has no answer about", async () => {
    expect(await world().registrar.priceOf("harbor.shop", 2)).toEqual({
      register: { amountMinor: 7000, currency: "USD" },
      renew: { amountMinor: 3750, currency: "USD" },
      premium: false,
    });
    expect(await world().registrar.priceOf("harbor.zz", 1)).toBeNull();
    world().emulator.domains.answers.set("quiet.com", ["DONT_KNOW"]);
    await expect(world().registrar.priceOf("quiet.com", 1)).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("makes a name of an idea to start from, and says why each suggestion fits", async () => {
    const found = await world().registrar.suggestions("Tide & Tea", 50);
    expect(world().sent("GetDomainSuggestions")[0]).toMatchObject({ DomainName: "tidetea.com", OnlyAvailable: true });
    const reasonFor = (name: string) => found.find((suggestion) => suggestion.name === name)?.reason;
    expect(reasonFor("tidetea.shop")).toBe("The same name with .shop");
    expect(reasonFor("tideteahq.com")).toBe("Adds “hq” to your words");
    expect(await world().registrar.suggestions("!!!", 5)).toEqual([]);
  });
});
