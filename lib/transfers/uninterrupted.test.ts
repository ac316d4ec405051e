import { Resolver } from "node:dns/promises";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { factoryPassword } from "@/db/factories";
import { domainSetup, domains, orders, tldCosts } from "@/db/schema";
import { setUpDomain } from "@/lib/domains/set-up-domain";
import { DAY, HOUR, later, MINUTE } from "@/lib/kernel/clock";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { sandboxDns } from "@/lib/providers/dns/sandbox";
import { syncAccounts } from "@/lib/reconcile/sync-accounts";
import { openRegistries } from "./open-registries";
import { readLock } from "./read-lock";
import { requestUnlock } from "./request-unlock";
import { revealAuthCode } from "./reveal-auth-code";
import { useTraveller } from "./test-traveller";

const traveller = useTraveller();

/** Site and mail of a name, as anybody's resolver gets them from the name server. */
async function answers(name: string) {
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${traveller.world.dnsPort}`]);
  return { site: await resolver.resolve4(name), mail: await resolver.resolveMx(name) };
}
const working = { site: ["203.0.113.7"], mail: [{ exchange: "mx.postbox.example", priority: 10 }] };

/** A zone with a site and mail, at a DNS host account that is the platform's own or somebody else's. */
async function zoneOf(name: string, apiKey: string): Promise<string[]> {
  const host = sandboxDns.open({
    credentials: { apiKey },
    baseUrl: `${traveller.world.url}/dns`,
    clock: traveller.clock,
    trace: () => {},
  });
  const zone = await host.createZone(name, `zone-of-${name}`);
  await host.applyChanges(zone.ref, [
    { action: "put", set: { name, type: "A", ttlSeconds: 300, values: ["203.0.113.7"] } },
    { action: "put", set: { name, type: "MX", ttlSeconds: 300, values: ["10 mx.postbox.example."] } },
  ]);
  traveller.clock.advance(MINUTE);
  return zone.nameServers;
}
const rowOf = async (name: string) => (await db().select().from(domains).where(eq(domains.nameAscii, name)))[0];

/** Orders and pays the transfer of a name with its right code. */
async function moveHere(name: string, authCode: string): Promise<string> {
  const { ctx, contact } = await traveller.platform.merchant();
  // The price list of today, whatever days went before.
  await db().update(tldCosts).set({ fetchedAt: traveller.clock.now() });
  const { orderId, payUrl } = await orderTransfer(ctx, { name, authCode, contactId: contact.id, privacy: true });
  await traveller.platform.pay(payUrl);
  await returnFromPayment(ctx, { orderId });
  return orderId;
}
const hasEnded = async (orderId: string) =>
  (await db().select().from(orders).where(eq(orders.id, orderId)))[0]?.endedAt !== null;

it("L-15: site and mail of a name that moves here answer at every moment, from the same servers", async () => {
  const name = "steady-traveller.com";
  await traveller.world.registrar.addAccount("their-host", "their-key");
  const nameServers = await zoneOf(name, "their-key");
  const expiresAt = later(traveller.clock.now(), 200 * DAY);
  await traveller.world.registrar.putDomains([{ name, expiresAt, locked: false, nameServers }], "elsewhere");
  expect(await answers(name)).toEqual(working);

  const orderId = await moveHere(name, await traveller.codeAtRegistrar(name));
  let looks = 0;
  const arrived = await traveller.walk(orderId, 9, async () => {
    expect(await answers(name)).toEqual(working);
    looks += 1;
    return hasEnded(orderId);
  });
  expect(arrived).toBe(true);
  expect(looks).toBeGreaterThan(10);

  const domain = (await rowOf(name))!;
  expect(domain).toMatchObject({ registration: "active", nameServers });
  for (let beats = 0; beats < 5; beats += 1) await setUpDomain(traveller.platform.ctx, { domainId: domain.id });
  const steps = await db().select().from(domainSetup).where(eq(domainSetup.domainId, domain.id));
  expect(steps.map(({ step, state }) => [step, state])).toEqual([["auto_renew_off", "done"]]);
  traveller.clock.advance(30 * DAY);
  expect(await answers(name)).toEqual(working);
});

it("L-15: a name that moves here keeps the servers that the registry named, wherever they are", async () => {
  const name = "away-elsewhere.com";
  const before = await openRegistries(traveller.platform.ctx).domain(name);
  const orderId = await moveHere(name, `code-${name}`);
  expect(await traveller.walk(orderId, 9, () => hasEnded(orderId))).toBe(true);
  expect(before?.nameServers.length).toBeGreaterThan(0);
  expect((await rowOf(name))?.nameServers).toEqual(before?.nameServers);
});

it("L-15: site and mail of a name that leaves answer while it goes, and for as long as its zone is here", async () => {
  const name = "well-travelled.com";
  const { ctx, domain } = await traveller.owned(name);
  const nameServers = await zoneOf(name, "sandbox");
  const { expiresAt, createdAt } = domain;
  await traveller.world.registrar.putDomains([{ name, expiresAt: expiresAt!, createdAt, nameServers }]);
  await traveller.world.registrar.settle();
  await requestUnlock(ctx, { domainId: domain.id });
  traveller.clock.advance(MINUTE);
  await traveller.world.registrar.settle();
  await readLock(ctx, { domainId: domain.id });
  const { code } = await revealAuthCode(ctx, { domainId: domain.id, password: factoryPassword });
  expect(await traveller.world.registrar.askAway(name, code)).toEqual({ leaving: true });

  for (let hours = 0; hours < 6 * 24; hours += 6) {
    traveller.clock.advance(6 * HOUR);
    await traveller.world.registrar.settle();
    expect(await answers(name)).toEqual(working);
  }
  expect(await syncAccounts(traveller.platform.ctx)).toMatchObject({ away: 1 });
  expect((await rowOf(name))?.registration).toBe("transferred_away");
  traveller.clock.advance(30 * DAY);
  expect(await answers(name)).toEqual(working);
});
