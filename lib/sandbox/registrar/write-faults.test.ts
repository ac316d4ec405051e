import { describe, expect, it } from "vitest";
import { DAY, SECOND } from "@/lib/kernel/clock";
import type { Reply } from "../testing/call-registrar";
import { faultsOnTheWay } from "../testing/faults-on-the-way";
import { useRegistrarWorld } from "../testing/use-registrar-world";
import { ada } from "./ada";
import { faultsInName } from "./induced-faults";

const { world, call, state, charges, inDays } = useRegistrarWorld();

type Verb = "renew" | "restore" | "transfer";

/** Makes a name ready for the verb and sends it, as often as wanted. */
const verbs: Record<
  Verb,
  { prepare(name: string): Promise<void>; send(name: string): Promise<Reply>; waitMs: number }
> = {
  renew: {
    prepare: (name) => world().registrar.putDomains([{ name, expiresAt: inDays(40) }]),
    async send(name) {
      const { domain } = (await call("GET", `/v1/domains/${name}`)).body as { domain: { expiresAt: string } };
      return call("POST", `/v1/domains/${name}/renewals`, { currentExpiry: domain.expiresAt, years: 1 });
    },
    waitMs: 2 * SECOND,
  },
  restore: {
    prepare: (name) => world().registrar.putDomains([{ name, expiresAt: inDays(-50) }]),
    send: (name) => call("POST", `/v1/domains/${name}/restorations`, {}),
    waitMs: 2 * SECOND,
  },
  transfer: {
    prepare: async () => {},
    send: (name) => call("POST", "/v1/transfers", { name, contact: ada, authCode: `code-${name}` }),
    waitMs: 6 * DAY,
  },
};

const charged = async (name: string) => (await charges(name)).length;
const operations = async (verb: Verb, name: string) =>
  (await call("GET", `/v1/operations?verb=${verb}&name=${name}`)).body.operations as { state: string }[];

const onTheWay = [...faultsOnTheWay, ["rate-limited", 429, false] as const];

describe.each(["renew", "restore", "transfer"] as const)("%s, spelled by the name", (verb) => {
  const { prepare, send, waitMs } = verbs[verb];
  const nameWith = (fault: string) => `${verb === "transfer" ? "elsewhere" : "tea"}-${verb}-${fault}.com`;

  it.each(onTheWay)("P-15, P-16, P-17: %s answers %i, and done: %s", async (fault, status, done) => {
    const name = nameWith(fault);
    await prepare(name);
    expect((await send(name)).status).toBe(status);
    expect(await operations(verb, name)).toHaveLength(done ? 1 : 0);
    await world().advance(waitMs);
    expect(await charged(name)).toBe(done ? 1 : 0);
  });

  it("duplicate delivers twice and buys once", async () => {
    const name = nameWith("duplicate");
    await prepare(name);
    expect(await send(name)).toMatchObject({ status: 409, body: { error: { code: "operation_in_progress" } } });
    await world().advance(waitMs);
    expect(await charged(name)).toBe(1);
  });

  it.each([
    ["policy", "policy"],
    ["low-balance", "insufficient_funds"],
  ] as const)("%s is refused as %s, and nothing is charged", async (fault, code) => {
    const name = nameWith(fault);
    await prepare(name);
    expect(await send(name)).toMatchObject({ status: 422, body: { error: { code } } });
    await world().advance(waitMs);
    expect(await charged(name)).toBe(0);
  });

  it("refused-later, pending-3d and pending-forever take their time", async () => {
    const names = ["refused-later", "pending-3d", "pending-forever"].map(nameWith);
    for (const name of names) await prepare(name);
    const replies: Reply[] = [];
    for (const name of names) replies.push(await send(name));
    expect(replies.map((reply) => reply.status)).toEqual([202, 202, 202]);
    await world().advance(2 * DAY);
    const states = async () => Promise.all(replies.map((reply) => state(reply)));
    expect(await states()).toEqual(["refused", "pending", "pending"]);
    await world().advance(2 * DAY);
    expect(await states()).toEqual(["refused", "done", "pending"]);
  });

  it("other-owner is reported as done, nothing came of it, and it is not charged", async () => {
    const name = nameWith("other-owner");
    await prepare(name);
    const before = (await world().registrar.holdings()).find((held) => held.name === name)?.expiresAt;
    const reply = await send(name);
    await world().advance(waitMs);
    expect(await state(reply)).toBe("done");
    expect((await world().registrar.holdings()).find((held) => held.name === name)?.expiresAt).toEqual(before);
    expect(await charged(name)).toBe(0);
  });

  it("meets faults on order too, and only this verb does", async () => {
    const name = `${verb === "transfer" ? "elsewhere" : "tea"}-ordered-${verb}.com`;
    await prepare(name);
    world().registrar.failNext({ verb, mode: "timeout-done" });
    expect((await call("GET", "/v1/domains")).status).toBe(200);
    expect((await send(name)).status).toBe(0);
    expect(world().registrar.faults()).toEqual([]);
    expect(await operations(verb, name)).toHaveLength(1);
    const other = `${verb === "transfer" ? "elsewhere" : "tea"}-refused-${verb}.com`;
    await prepare(other);
    world().registrar.failNext({ verb, mode: "policy" });
    expect((await send(other)).body.error?.code).toBe("policy");
  });
});

describe("words with a verb in front", () => {
  it("are that verb's alone", () => {
    const words = (name: string) =>
      (["register", "transfer", "renew", "restore"] as const).map((verb) => [...faultsInName(name, verb)]);
    expect(words("tea-renew-timeout-done.com")).toEqual([[], [], ["timeout-done"], []]);
    expect(words("tea-timeout-done.com")).toEqual([["timeout-done"], ["timeout-done"], [], []]);
    expect(words("restore-policy-renew-error-500-done.com")).toEqual([[], [], ["error-500-done"], ["policy"]]);
    expect(words("tea-transfer-refused.com")[1]).toEqual(["transfer-refused"]);
  });

  it("strike each verb for itself", async () => {
    const name = "tea-timeout-not-done-renew-timeout-not-done.com";
    const register = () => call("POST", "/v1/registrations", { name, years: 1, contact: ada, autoRenew: false });
    expect([(await register()).status, (await register()).status]).toEqual([0, 202]);
    await world().advance(2 * SECOND);
    expect([(await verbs.renew.send(name)).status, (await verbs.renew.send(name)).status]).toEqual([0, 202]);
  });

  it("listing-lag shows the old expiry for two minutes after a renewal", async () => {
    const name = "tea-renew-listing-lag.com";
    await verbs.renew.prepare(name);
    const expiry = async () =>
      ((await call("GET", `/v1/domains/${name}`)).body.domain as { expiresAt: string }).expiresAt;
    const before = await expiry();
    const reply = await verbs.renew.send(name);
    await world().advance(2 * SECOND);
    expect(await state(reply)).toBe("done");
    expect(await expiry()).toBe(before);
    await world().advance(120 * SECOND);
    expect(new Date(await expiry()).getUTCFullYear()).toBe(new Date(before).getUTCFullYear() + 1);
  });
});
