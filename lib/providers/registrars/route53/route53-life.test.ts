import { beforeEach, describe, expect, it } from "vitest";
import { registration } from "@/e2e/aws-emulator/open-registrar";
import { useEmulator } from "@/e2e/aws-emulator/use-emulator";
import { DAY, later, MINUTE } from "@/lib/kernel/clock";
import type { RegistrarCharge } from "../contract";
import { kindOf } from "./check-transferability";
import { transferReasonOf } from "./to-refusal";

const world = useEmulator();

async function charges(since: Date, until: Date): Promise<RegistrarCharge[]> {
  const all: RegistrarCharge[] = [];
  for await (const page of world().registrar.charges!(since, until)) all.push(...page);
  return all;
}

const { years: _, ...arriving } = registration("coming-home.com");
const transfer = (authCode = "code") => world().registrar.transferIn({ ...arriving, authCode });

describe("what AWS billed", () => {
  it("is read by ViewBilling, over pages, in minor units, from the first moment to before the last", async () => {
    const since = world().clock.now();
    for (let i = 0; i < 130; i++) await world().registrar.register(registration(`billed-${i}.shop`, { years: 2 }));
    world().clock.advance(MINUTE);
    world().emulator.domains.settle();
    const at = world().clock.now();
    const listed = await charges(since, later(at, 1000));
    expect(listed).toHaveLength(130);
    expect(listed[0]).toMatchObject({
      verb: "register",
      name: "billed-0.shop",
      amount: { amountMinor: 7000, currency: "USD" },
    });
    expect(world().sent("ViewBilling")).toMatchObject([{ MaxItems: 100 }, { Marker: expect.any(String) }]);
    expect(await charges(since, at)).toEqual([]);
    expect(await charges(at, later(at, DAY))).toHaveLength(130);
  });

  it("has an id for each line, also for two that say the same, and the same one each time", async () => {
    const bill = {
      DomainName: "twice.com",
      Operation: "RENEW_DOMAIN",
      InvoiceId: "7",
      BillDate: world().clock.now(),
      Price: 14,
    };
    world().emulator.domains.bills.push(bill, { ...bill }, { ...bill, Operation: "CHANGE_DOMAIN_OWNER", Price: 14.5 });
    const read = () => charges(later(world().clock.now(), -DAY), later(world().clock.now(), DAY));
    const listed = await read();
    expect(new Set(listed.map((charge) => charge.externalId)).size).toBe(3);
    expect(listed.map(({ verb, amount }) => [verb, amount.amountMinor])).toEqual([
      ["renew", 1400],
      ["renew", 1400],
      ["other", 1450],
    ]);
    expect(await read()).toEqual(listed);
  });
});

describe("a renewal at AWS", () => {
  it("under way is taken for the one that was asked, when the request comes twice", async () => {
    await world().registered("quietharbor.com");
    const expiry = (await world().registrar.domain("quietharbor.com"))?.expiresAt ?? new Date(0);
    const first = await world().registrar.renew("quietharbor.com", expiry, 1);
    expect(await world().registrar.renew("quietharbor.com", expiry, 1)).toEqual(first);
    expect(world().emulator.domains.operations.filter(({ type }) => type === "RENEW_DOMAIN")).toHaveLength(1);
  });

  it("is looked for among renewals only, and a failed one is told", async () => {
    await world().registered("quietharbor.com");
    world().clock.advance(DAY);
    const since = world().clock.now();
    await world().registrar.setLock("quietharbor.com", false);
    expect((await world().registrar.findWrite("renew", "quietharbor.com", since)).found).toBe("domain");
    world().emulator.domains.failing.set("quietharbor.com", "Your payment method was declined.");
    const expiry = (await world().registrar.domain("quietharbor.com"))?.expiresAt ?? new Date(0);
    await world().registrar.renew("quietharbor.com", expiry, 1);
    world().clock.advance(MINUTE);
    expect(await world().registrar.findWrite("renew", "quietharbor.com", since)).toMatchObject({
      found: "operation",
      state: { state: "refused", reason: "insufficient_funds" },
    });
    expect(world().sent("ListOperations").at(-1)).toMatchObject({ Type: ["RENEW_DOMAIN"], SortOrder: "DESC" });
  });
});

describe("a transfer to AWS", () => {
  beforeEach(() => void world().emulator.domains.elsewhere.set("coming-home.com", "code"));

  it("sends the code and no auto-renew, waits for its owner, and then for the registries", async () => {
    world().emulator.domains.waiting.set("coming-home.com", "PENDING_AUTHORIZATION");
    const started = await transfer();
    const ref = started.state === "pending" ? started.ref : "";
    expect(world().sent("TransferDomain")).toMatchObject([
      { DomainName: "coming-home.com", AuthCode: "code", AutoRenew: false },
    ]);
    expect(await world().registrar.operation(ref)).toMatchObject({ state: "waiting_for_person", stage: "owner" });
    await world().registrar.resendTransferMail?.(ref);
    expect(world().emulator.domains.mails).toEqual([ref]);
    world().emulator.domains.waiting.clear();
    expect(await world().registrar.operation(ref)).toMatchObject({ state: "pending", stage: "registry" });
    world().clock.advance(DAY);
    expect(await world().registrar.operation(ref)).not.toHaveProperty("stage");
  });

  it("is refused at once with the reason, where AWS gives it at once", async () => {
    world().emulator.domains.blocked.set("coming-home.com", "The domain is locked (clientTransferProhibited).");
    expect(await transfer()).toMatchObject({ state: "refused", reason: "locked" });
    world().emulator.domains.blocked.set("coming-home.com", "The authorization code is not valid.");
    expect(await transfer()).toMatchObject({ state: "refused", reason: "auth_code", field: "authCode" });
  });

  it("says where the mail of no transfer would go", async () => {
    await expect(world().registrar.resendTransferMail?.("no-such-operation")).rejects.toMatchObject({
      kind: "rejected",
    });
  });

  it("cannot be taken back or restored by API, and says so", () => {
    expect(world().registrar.descriptor.capabilities.restore).toBe(false);
    expect(world().registrar.restore ?? world().registrar.cancelTransfer ?? world().registrar.balance).toBeUndefined();
  });

  it("needs no code where names move by tag", async () => {
    world().emulator.domains.elsewhere.set("coming-home.co.uk", "");
    expect(await world().registrar.transferability("coming-home.co.uk")).toMatchObject({
      verdict: "transferable",
      authCodeRequired: false,
    });
  });

  it.each([
    ["The authorization code that you entered is not valid.", "auth_code", "auth_code"],
    ["The domain is locked (clientTransferProhibited).", "locked", "locked"],
    ["The domain was registered less than 60 days ago.", "too_young", "too_young"],
    ["The domain is in redemption.", "in_redemption", "in_redemption"],
    ["The phone number is wrong.", "other", "contact"],
    ["Something else.", "other", "other"],
  ])("reads “%s” as %s", (sentence, kind, reason) => {
    expect(kindOf(sentence)).toBe(kind);
    expect(transferReasonOf(sentence).reason).toBe(reason);
  });
});

describe("the registrant's mail", () => {
  it("is sent again by ResendContactReachabilityEmail", async () => {
    await world().registered("quietharbor.com");
    await world().registrar.resendVerification?.("quietharbor.com");
    expect(world().sent("ResendContactReachabilityEmail")).toEqual([{ domainName: "quietharbor.com" }]);
    await expect(world().registrar.resendVerification?.("not-ours.com")).rejects.toMatchObject({ kind: "rejected" });
  });
});
