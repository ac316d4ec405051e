import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/test-database";
import { DAY, SECOND } from "@/lib/kernel/clock";
import { startSandbox } from "../main";
import { ask } from "../testing/ask";
import { registrarCalls } from "../testing/call-registrar";
import { startWorld, type TestWorld } from "../testing/start-world";

const json = { "content-type": "application/json" };
const bearer = { authorization: "Bearer sandbox", ...json };

describe("a world", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.close());
  const { register, state, domain, call } = registrarCalls(() => world);

  async function control(path: string, body: unknown) {
    const reply = await fetch(`${world.url}/control${path}`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(body),
    });
    return { status: reply.status, ...((await reply.json()) as { now: string; clockOffsetMs: number }) };
  }
  async function createZone(name: string, callerReference: string) {
    const init = { method: "POST", headers: bearer, body: JSON.stringify({ name, callerReference }) };
    return (await (await fetch(`${world.url}/dns/v1/zones`, init)).json()) as { zone: { nameServers: string[] } };
  }

  it("loses nothing when it is killed: pending work, zones, its clock and its profile go on", async () => {
    const before = world.clock.now().getTime();
    await control("/clock", { advanceMs: DAY });
    const pending = await register("slow-30s-tea.com");
    await createZone("kept-tea.com", "kept");
    await world.registrar.setProfile({ lagSeconds: 5 });
    world = await world.restart();
    expect(world.clock.now().getTime()).toBe(before + DAY);
    expect(world.registrar.profile()).toMatchObject({ lagSeconds: 5 });
    expect((await ask(world.dnsPort, { name: "kept-tea.com", type: "NS" })).answers).toHaveLength(4);
    expect(await state(pending)).toBe("pending");
    await control("/clock", { advanceMs: 40 * SECOND });
    expect(await state(pending)).toBe("done");
    expect((await domain("slow-30s-tea.com")).status).toBe(200);
  });

  it("answers as the parent for registered names without a zone, and as the zone once there is one", async () => {
    await world.registrar.setProfile("sync");
    await register("parent-tea.com");
    const nameServers = ["ns1.example.net", "ns2.example.net"];
    await call("PUT", "/v1/domains/parent-tea.com/name-servers", { nameServers });
    const referral = await ask(world.dnsPort, { name: "www.parent-tea.com", type: "A" });
    expect(referral.flag_aa).toBe(false);
    expect(referral.authorities).toMatchObject(
      nameServers.map((data) => ({ name: "parent-tea.com", type: "NS", data })),
    );
    const { zone } = await createZone("parent-tea.com", "parent");
    const own = await ask(world.dnsPort, { name: "parent-tea.com", type: "NS" });
    expect(own.flag_aa).toBe(true);
    expect(own.answers?.map((answer) => ("data" in answer ? answer.data : ""))).toEqual(zone.nameServers);
  });

  it("serves, of two zones of one name, the one that the registry delegates to", async () => {
    await register("two-zones.com");
    const first = await createZone("two-zones.com", "first");
    const second = await createZone("two-zones.com", "second");
    const serving = async () =>
      (await ask(world.dnsPort, { name: "two-zones.com", type: "NS" })).answers?.map((answer) =>
        "data" in answer ? answer.data : "",
      );
    expect(await serving()).toEqual(first.zone.nameServers);
    await call("PUT", "/v1/domains/two-zones.com/name-servers", { nameServers: second.zone.nameServers });
    expect(await serving()).toEqual(second.zone.nameServers);
  });

  it("DP-110: the DNS host is down for the first two zones of a name that says so", async () => {
    const create = () =>
      fetch(`${world.url}/dns/v1/zones`, {
        method: "POST",
        headers: bearer,
        body: JSON.stringify({ name: "tea-dns-down.com", callerReference: "down" }),
      });
    expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([503, 503, 201]);
  });

  it("forgets everything on reset", async () => {
    expect((await control("/reset", {})).clockOffsetMs).toBe(0);
    expect(await world.registrar.holdings()).toEqual([]);
    expect((await domain("two-zones.com")).status).toBe(404);
    const reply = await ask(world.dnsPort, { name: "two-zones.com", type: "A" });
    expect((reply as unknown as { rcode: string }).rcode).toBe("REFUSED");
    expect((await register("after-reset.com")).status).toBe(202);
  });

  it("answers in process as it does over its port", async () => {
    const request = new Request("http://anywhere/registrar/v1/account", { headers: bearer });
    expect(await (await world.handle(request)).json()).toEqual({
      account: "platform",
      balanceMinor: null,
      currency: "USD",
    });
    expect((await world.handle(new Request("http://anywhere/nothing"))).status).toBe(404);
    expect((await world.handle(new Request("http://anywhere/stripe/v1/customers"))).status).toBe(404);
  });
});

describe("the sandbox of npm start", () => {
  it("starts on its ports with a Stripe, frees them at the end, and gives up cleanly when one is taken", async () => {
    const database = await createTestDatabase();
    const busy = await startWorld();
    try {
      const options = {
        databaseUrl: database.url,
        httpPort: 0,
        dnsPort: 0,
        appUrl: "http://127.0.0.1:9",
        stripeWebhookSecret: "whsec_test",
      };
      await expect(startSandbox({ ...options, dnsPort: busy.dnsPort })).rejects.toThrow("EADDRINUSE");
      const sandbox = await startSandbox(options);
      await sandbox.stop();
      const connections = async () =>
        (
          await database.sql`
            select 1 from pg_stat_activity where application_name = 'sandbox' and datname = current_database()`
        ).length;
      await expect.poll(connections).toBe(0);
    } finally {
      await busy.close();
      await database.close();
    }
  });
});
