import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenOnEmulator, openOnEmulator, registration } from "@/e2e/aws-emulator/open-registrar";
import { installFaultHook } from "@/lib/kernel/fault";
import { route53Registrar } from "./index";

let world: OpenOnEmulator;
beforeEach(async () => {
  world = await openOnEmulator();
});
afterEach(async () => {
  installFaultHook(undefined);
  await world.emulator.close();
});

const register = () => world.registrar.register(registration("quietharbor.com"));

describe("a write that AWS refuses", () => {
  it.each([
    ["InvalidInput", "The domain name quietharbor.com is not available.", { reason: "unavailable" }],
    ["InvalidInput", "Domain quietharbor.com not found in 1 account.", { reason: "not_ours" }],
    ["InvalidInput", "quietharbor.com is a premium domain.", { reason: "premium" }],
    ["InvalidInput", "The payment method could not be charged.", { reason: "insufficient_funds" }],
    ["InvalidInput", "Zip code is invalid for US.", { reason: "contact", field: "postalCode" }],
    ["InvalidInput", "AdminContact: State is required.", { reason: "contact", field: "state" }],
    ["InvalidInput", "Something else.", { reason: "other", message: "Something else." }],
    ["TLDRulesViolation", "ExtraParam ES_LEGAL_FORM is missing.", { reason: "contact", field: "extra.ES_LEGAL_FORM" }],
    ["TLDRulesViolation", "Not for this TLD.", { reason: "policy" }],
    ["UnsupportedTLD", "no", { reason: "unsupported" }],
    ["DomainLimitExceeded", "too many", { reason: "insufficient_funds", message: expect.stringContaining("quota") }],
  ])("%s (%s) is refused with its reason", async (code, message, refusal) => {
    world.emulator.fail("RegisterDomain", { code, message });
    expect(await register()).toMatchObject({ state: "refused", message: expect.any(String), ...refusal });
  });

  it.each([
    [{ code: "OperationLimitExceeded", message: "too many" }, "rate_limited"],
    [{ code: "ThrottlingException", message: "Rate exceeded" }, "rate_limited"],
    [{ code: "SomethingNew", message: "Rate exceeded", status: 429 }, "rate_limited"],
    [{ code: "TLDInMaintenance", message: "window" }, "unavailable"],
    [{ code: "AccessDeniedException", message: "no" }, "auth"],
    [{ code: "ExpiredTokenException", message: "no" }, "auth"],
    [{ code: "SomethingNew", message: "no", status: 403 }, "auth"],
    [{ code: "SomethingNew", message: "no" }, "rejected"],
    [{ code: "InternalFailure", message: "no", status: 500 }, "ambiguous"],
    [{ code: "ServiceUnavailable", message: "no", status: 503 }, "ambiguous"],
  ])("%o is a failure of kind %s, after one request", async (mishap, kind) => {
    world.emulator.fail("RegisterDomain", mishap, 3);
    await expect(register()).rejects.toMatchObject({ vendor: "route53", kind, vendorCode: mishap.code });
    expect(world.sent("RegisterDomain")).toHaveLength(1);
  });

  it("refuses a phone number that is none before anything is sent", async () => {
    const request = registration("quietharbor.com");
    const result = await world.registrar.register({ ...request, contact: { ...request.contact, phone: "call me" } });
    expect(result).toMatchObject({ state: "refused", reason: "contact", field: "phone" });
    expect(world.emulator.requests).toHaveLength(0);
  });

  it("keeps the vendor's text on one line and of bounded length", async () => {
    world.emulator.fail("RegisterDomain", { code: "InvalidInput", message: `<b>bad\u0000\n${"x".repeat(2000)}` });
    const result = await register();
    expect(result).toMatchObject({ state: "refused", reason: "other" });
    if (result.state !== "refused") return;
    expect(result.message).toMatch(/^<b>bad x+$/);
    expect(result.message.length).toBeLessThanOrEqual(500);
  });
});

describe("a write without an understandable reply", () => {
  it.each(["lost_reply", "dropped", "garbage", "server_error"] as const)(
    "%s is ambiguous, and sent once",
    async (mishap) => {
      for (const [operation, write] of [
        ["RegisterDomain", register],
        ["DisableDomainAutoRenew", () => world.registrar.setAutoRenew("quietharbor.com", false)],
      ] as const) {
        // AWS answers setAutoRenew with an empty object, which any JSON object is.
        if (mishap === "garbage" && operation === "DisableDomainAutoRenew") continue;
        world.emulator.fail(operation, mishap, 3);
        await expect(write()).rejects.toMatchObject({ kind: "ambiguous" });
        expect(world.sent(operation)).toHaveLength(1);
      }
    },
  );

  it("an operation without an id is ambiguous", async () => {
    installFaultHook(undefined);
    world.emulator.domains.start = () => ({}) as { OperationId: string };
    await expect(register()).rejects.toMatchObject({
      kind: "ambiguous",
      message: expect.stringContaining("OperationId"),
    });
  });
});

describe("fault points", () => {
  it("stand before and after every call, by operation, and see every attempt of a read", async () => {
    const points: string[] = [];
    installFaultHook((point) => void points.push(point));
    await register();
    world.emulator.fail("GetDomainDetail", "server_error", 1);
    await world.registrar.domain("quietharbor.com");
    expect(points).toEqual([
      "out:route53domains:RegisterDomain:before",
      "out:route53domains:RegisterDomain:after",
      "out:route53domains:GetDomainDetail:before",
      "out:route53domains:GetDomainDetail:after",
      "out:route53domains:GetDomainDetail:before",
      "out:route53domains:GetDomainDetail:after",
    ]);
    expect(world.trace.map((entry) => [entry.verb, entry.status, entry.outcome])).toEqual([
      ["RegisterDomain", 200, "ok"],
      ["GetDomainDetail", 500, "error"],
      ["GetDomainDetail", 400, "error"],
    ]);
  });

  it("a reply lost after the work is ambiguous and traced as no reply", async () => {
    installFaultHook((point) => {
      if (point === "out:route53domains:RegisterDomain:after") throw new TypeError("fetch failed");
    });
    await expect(register()).rejects.toMatchObject({ kind: "ambiguous" });
    expect(world.emulator.domains.operations).toHaveLength(1);
    expect(world.trace.at(-1)).toMatchObject({ verb: "RegisterDomain", status: null, outcome: "no_reply" });
  });

  it("what the network did not throw passes as it is, and is not tried again", async () => {
    class Died extends Error {}
    let calls = 0;
    installFaultHook(() => {
      calls++;
      throw new Died("the process died here");
    });
    await expect(register()).rejects.toBeInstanceOf(Died);
    await expect(world.registrar.domain("quietharbor.com")).rejects.toBeInstanceOf(Died);
    expect(calls).toBe(2);
  });
});

describe("credentials", () => {
  it("are needed to open", () => {
    expect(() => route53Registrar.open({ ...world.setup, credentials: { accessKeyId: "AKIA" } })).toThrow(
      expect.objectContaining({ kind: "auth" }),
    );
  });

  it("that are wrong are told apart by a real signature check", async () => {
    const wrong = { ...world.emulator.credentials, secretAccessKey: "guessed" };
    const registrar = route53Registrar.open({ ...world.setup, credentials: wrong });
    await expect(registrar.domain("quietharbor.com")).rejects.toMatchObject({ kind: "auth" });
    await expect(registrar.register(registration("quietharbor.com"))).rejects.toMatchObject({ kind: "auth" });
    for await (const answer of registrar.availability(["quietharbor.com"])) expect(answer.status).toBe("unknown");
  });
});
