import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, later, SECOND } from "@/lib/kernel/clock";
import { ask } from "../testing/ask";
import { registrarCalls } from "../testing/call-registrar";
import { startWorld, type TestWorld } from "../testing/start-world";

let world: TestWorld;
const { call, domain } = registrarCalls(() => world);
const name = "dark-shop.com";
const own = ["ns-7.sandbox-dns.test", "ns-8.sandbox-dns.test"];

beforeAll(async () => {
  world = await startWorld();
  await world.registrar.putDomains([{ name, expiresAt: later(world.clock.now(), DAY), nameServers: own }]);
  const headers = { authorization: "Bearer sandbox", "content-type": "application/json" };
  const api = async (path: string, body: unknown) =>
    (await fetch(`${world.url}/dns/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) })).json();
  const { zone } = (await api("/zones", { name, callerReference: "dark" })) as { zone: { id: string } };
  const set = { name, type: "A", ttlSeconds: 300, values: ["192.0.2.7"] };
  await api(`/zones/${zone.id}/changes`, { changes: [{ action: "put", set }] });
});
afterAll(() => world?.close());

const answer = async (asked = name) =>
  (await ask(world.dnsPort, { name: asked, type: "A" })).answers?.map((entry) => ("data" in entry ? entry.data : null));
const servers = async () => ((await domain(name)).body.domain as { nameServers: string[] }).nameServers;

/** What a browser reads that was sent here for a name. */
const page = (host: string) =>
  new Promise<string>((resolve, reject) => {
    request(world.url, { headers: { host } }, (reply) => {
      let body = "";
      reply.on("data", (part) => {
        body += part;
      });
      reply.on("end", () => resolve(body));
    })
      .on("error", reject)
      .end();
  });

describe("AN-26: an expired name", () => {
  it("works on at first, and shows the registrar's notice for the last eight days in which it can be renewed", async () => {
    await world.advance(37 * DAY);
    expect(await answer()).toEqual(["192.0.2.7"]);
    await world.advance(DAY + SECOND);
    for (let day = 0; day < 7; day += 1) {
      expect([await answer(), await answer(`www.${name}`)]).toEqual([["127.0.0.1"], ["127.0.0.1"]]);
      expect(await servers()).toEqual(["expired1.sandbox-dns.test", "expired2.sandbox-dns.test"]);
      expect(((await domain(name)).body.domain as { statuses: string[] }).statuses).toContain("autoRenewPeriod");
      await world.advance(DAY);
    }
    expect(await page(name)).toContain(`${name} has expired`);
    expect(await page("some-other-name.com")).not.toContain("has expired");
  });

  it("stays interrupted over a restart, and works again at once when it is renewed", async () => {
    const again = await world.restart();
    world = again;
    expect(await answer()).toEqual(["127.0.0.1"]);
    const { expiresAt: currentExpiry } = (await domain(name)).body.domain as { expiresAt: string };
    expect((await call("POST", `/v1/domains/${name}/renewals`, { currentExpiry, years: 1 })).status).toBe(202);
    await world.advance(3 * SECOND);
    expect(await answer()).toEqual(["192.0.2.7"]);
    expect(await servers()).toEqual(own);
    expect(await page(name)).not.toContain("has expired");
  });
});
