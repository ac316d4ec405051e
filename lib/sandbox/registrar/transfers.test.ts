import { describe, expect, it } from "vitest";
import { DAY, SECOND } from "@/lib/kernel/clock";
import { registrarCalls } from "../testing/call-registrar";
import { useRegistrarWorld } from "../testing/use-registrar-world";
import { ada } from "./ada";

const { world, call, state, domain, details, charges, inDays } = useRegistrarWorld();

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
    await world().advance(DAY);
    expect(await look(id)).toMatchObject({ state: "pending", stage: "registry" });
    await world().advance(4 * DAY);
    expect(await look(id)).toMatchObject({ state: "done" });
    expect(await look(id)).not.toHaveProperty("stage");
    const gained = new Date((await details("staged-elsewhere.com")).expiresAt).getTime() - old;
    expect(Math.round(gained / DAY)).toBeGreaterThanOrEqual(365);
    expect(await charges("staged-elsewhere.com")).toEqual([["transfer", 1046]]);
  });

  it("with a wrong code is refused a day later, costs nothing, and can be asked for again", async () => {
    const wrong = await transfer("wrong-elsewhere.com", "guess");
    expect(wrong.status).toBe(202);
    await world().advance(DAY);
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
    await world().advance(DAY);
    expect(await state(first)).toBe("refused");
    const same = await transfer(name);
    await world().advance(DAY);
    expect(await state(same)).toBe("refused");
    const other = await transfer(name, "the-new-code");
    await world().advance(5 * DAY);
    expect(await state(other)).toBe("done");
  });

  it("T-4: transfer-refused-late fails on the last day, and costs nothing", async () => {
    const reply = await transfer("elsewhere-transfer-refused-late.com");
    await world().advance(4 * DAY);
    expect(await state(reply)).toBe("pending");
    await world().advance(DAY);
    expect(await state(reply)).toBe("refused");
    expect(await charges("elsewhere-transfer-refused-late.com")).toEqual([]);
  });

  it("adds less than a year where that would go past ten years", async () => {
    const name = "far-elsewhere.com";
    await world().registrar.addAccount("other", "other-key");
    await world().registrar.putDomains(
      [{ name, expiresAt: inDays(9.5 * 365), createdAt: inDays(-100), locked: false }],
      "other",
    );
    const { authCode } = (await registrarCalls(world, "other-key").call("POST", `/v1/domains/${name}/auth-code`))
      .body as { authCode: string };
    const reply = await transfer(name, authCode);
    await world().advance(5 * DAY);
    expect(await state(reply)).toBe("done");
    const ahead = (new Date((await details(name)).expiresAt).getTime() - world().clock.now().getTime()) / DAY;
    expect(ahead).toBeGreaterThan(3_640);
    expect(ahead).toBeLessThan(3_655);
  });

  it("P-19: contact-refused names the field, and gives way to another number; premium-surprise does not", async () => {
    const name = "elsewhere-contact-refused.com";
    const wanted = { name, contact: ada, authCode: `code-${name}` };
    for (let i = 0; i < 2; i++)
      expect((await call("POST", "/v1/transfers", wanted)).body.error).toMatchObject({
        code: "contact",
        field: "phone",
      });
    const corrected = { ...wanted, contact: { ...ada, phone: "+15557654321" } };
    expect((await call("POST", "/v1/transfers", corrected)).status).toBe(202);
    expect((await transfer("elsewhere-premium-surprise.com")).body.error?.code).toBe("premium");
  });

  it("of a premium name is not made", async () => {
    const { body } = await call("POST", "/v1/names/elsewhere-premium.com/transferability", {});
    expect(body).toMatchObject({ verdict: "premium" });
    expect((await transfer("elsewhere-premium.com")).status).toBe(422);
  });

  it("transfer-stuck waits for its owner until the mail is sent again", async () => {
    const { id } = (await transfer("elsewhere-transfer-stuck.com")).body.operation!;
    await world().advance(10 * DAY);
    expect(await look(id)).toMatchObject({ state: "pending", stage: "owner", waitsForPerson: true });
    expect((await call("POST", `/v1/operations/${id}/mail`)).status).toBe(200);
    expect(await look(id)).toMatchObject({ stage: "owner", waitsForPerson: false });
    await world().advance(DAY);
    expect(await look(id)).toMatchObject({ stage: "registry" });
    expect((await call("POST", `/v1/operations/${id}/mail`)).status).toBe(422);
    await world().advance(4 * DAY);
    expect(await look(id)).toMatchObject({ state: "done" });
  });

  it("can be taken back while it runs, and then costs nothing", async () => {
    const reply = await transfer("regretted-elsewhere.com");
    const cancel = () => call("POST", `/v1/operations/${reply.body.operation?.id}/cancel`);
    expect((await cancel()).status).toBe(200);
    expect((await cancel()).body.error?.code).toBe("policy");
    await world().advance(6 * DAY);
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
    await world().advance(20 * DAY);
    expect(await ask("other-elsewhere-young.com")).toMatchObject({ verdict: "transferable", blockers: [] });
    expect(await ask("tea-elsewhere.co.uk")).toMatchObject({ verdict: "transferable", authCodeRequired: false });
    const reply = await call("POST", "/v1/transfers", { name: "tea-elsewhere.co.uk", contact: ada });
    await world().advance(5 * DAY);
    expect(await state(reply)).toBe("done");
  });
});

describe("a transfer away", () => {
  it("is refused while locked and with a wrong code, shows for five days, and then the name is gone", async () => {
    const name = "going-away.com";
    await world().registrar.putDomains([{ name, expiresAt: inDays(200) }]);
    expect(await world().registrar.askAway(name, "any")).toMatchObject({ leaving: false });
    await call("PUT", `/v1/domains/${name}/lock`, { on: false });
    await world().advance(2 * SECOND);
    expect(await world().registrar.askAway(name, "any")).toMatchObject({ leaving: false });
    const { authCode } = (await call("POST", `/v1/domains/${name}/auth-code`)).body as { authCode: string };
    expect(await world().registrar.askAway(name, authCode)).toEqual({ leaving: true });
    expect((await details(name)).statuses).toEqual(["pendingTransfer"]);
    await world().advance(5 * DAY);
    expect((await domain(name)).status).toBe(404);
  });
});
