import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeContact, makeMember } from "@/db/factories";
import { registrarAccounts, tldCosts, tlds } from "@/db/schema";
import { seedPlatform } from "@/db/seed";
import { useTestDatabase } from "@/db/test-database";
import { systemClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { env, resetEnv } from "@/lib/kernel/env";
import { addToCart } from "@/lib/orders/add-to-cart";
import { ensureCustomer } from "@/lib/orders/ensure-customer";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { openDnsHost } from "./open-dns-host";
import { openPayments } from "./open-payments";
import { openActiveRegistrar } from "./open-registrar";

useTestDatabase();

const live = {
  STRIPE_SECRET_KEY: "sk_live_51Abcdefghijklmnopqrstuv",
  STRIPE_WEBHOOK_SECRET: "whsec_abcdefghijklmnopqrstuvwxyz",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const elsewhere = {
  STRIPE_API_BASE_URL: "http://stripe.other.test:12111/base",
  AWS_ENDPOINT_URL_ROUTE_53_DOMAINS: "http://domains.other.test:5000",
  AWS_ENDPOINT_URL_ROUTE_53: "http://route53.other.test:5001",
};
const names = [...Object.keys(live), ...Object.keys(elsewhere)];
const realFetch = globalThis.fetch;
let asked: URL[] = [];

/** Every call out of the process is written down and refused. */
beforeEach(async () => {
  asked = [];
  globalThis.fetch = async (input) => {
    asked.push(new URL(input instanceof Request ? input.url : input));
    throw new TypeError("fetch failed");
  };
  await closeDatabase();
});
afterEach(() => {
  globalThis.fetch = realFetch;
  for (const name of names) delete process.env[name];
  resetEnv();
});

function given(settings: Record<string, string>) {
  Object.assign(process.env, settings);
  resetEnv();
}

const hosts = () => [...new Set(asked.map((url) => url.host))];
const ctx = jobCtx("test", systemClock);
const quietly = (work: () => Promise<unknown>) => work().catch(() => undefined);

/** Everything that a purchase asks of the outside, once each. */
async function speakToEverybody() {
  const { registrar, registrarId } = await openActiveRegistrar(ctx);
  const { dnsHost } = registrarFactory(registrarId).descriptor;
  const payments = openPayments(ctx);
  const dns = openDnsHost(ctx, dnsHost);
  await quietly(async () => {
    for await (const answer of registrar.availability(["example.com"])) expect(answer.status).toBe("unknown");
  });
  await quietly(() => registrar.priceOf("example.com", 1));
  await quietly(() => registrar.domain("example.com"));
  await quietly(() => registrar.findWrite("register", "example.com", systemClock.now()));
  await quietly(() => registrar.setAutoRenew("example.com", false));
  await quietly(() => dns.findZones("example.com"));
  await quietly(() => dns.createZone("example.com", "ref-1"));
  await quietly(() => payments.hold("pi_1"));
  await quietly(() => payments.createCustomer({ key: "k", merchantId: "mer_1", email: "a@example.com", name: "A" }));
  return { registrarId, dnsHost };
}

describe("with real credentials", () => {
  it("PE-1, PE-5: the operator's own Stripe and AWS are spoken to, and nothing of the sandbox is", async () => {
    given(live);
    await seedPlatform();
    expect(await speakToEverybody()).toEqual({ registrarId: "route53", dnsHost: "route53" });
    expect(hosts().sort()).toEqual([
      "api.stripe.com",
      "route53.amazonaws.com",
      "route53domains.us-east-1.amazonaws.com",
    ]);
    expect(asked.every((url) => url.protocol === "https:")).toBe(true);
    expect(asked.some((url) => url.port === String(env().SANDBOX_PORT) || url.hostname === "127.0.0.1")).toBe(false);
    const accounts = await db().select().from(registrarAccounts);
    expect(accounts.filter((account) => account.active)).toMatchObject([{ registrar: "route53" }]);
  });

  it("PE-1: a name that is bought without a choice is asked of Route 53, and customers are made at Stripe", async () => {
    given(live);
    await seedPlatform();
    const { accountId } = await openActiveRegistrar(ctx);
    const cost = { registrarAccountId: accountId, tld: "com", currency: "USD", registerMinor: 1500, renewMinor: 1500 };
    await db()
      .insert(tldCosts)
      .values({ ...cost, fetchedAt: systemClock.now() })
      .onConflictDoNothing();
    expect((await db().select().from(tlds)).length).toBeGreaterThan(0);
    const member = await makeMember();
    await makeContact({ merchantId: member.merchant.id });
    const refusal = await addToCart(member.ctx, { cartToken: null, name: "quiet-harbor.com" }).catch((error) => error);
    expect(refusal.code).toBe("provider_failed");
    await quietly(() => ensureCustomer(member.ctx, member.merchant.id));
    expect(hosts().sort()).toEqual(["api.stripe.com", "route53domains.us-east-1.amazonaws.com"]);
  });

  it("PE-1: every outside address is a setting: other counterparts are spoken to without a change", async () => {
    given({ ...live, ...elsewhere });
    await seedPlatform();
    await speakToEverybody();
    expect(hosts().sort()).toEqual(["domains.other.test:5000", "route53.other.test:5001", "stripe.other.test:12111"]);
    expect(
      asked.filter((url) => url.hostname.startsWith("stripe")).every((url) => url.pathname.startsWith("/base/v1/")),
    ).toBe(true);
  });
});

describe("without credentials", () => {
  it("the sandbox registrar and DNS host of this machine are spoken to, and payments are not set up", async () => {
    given({});
    await seedPlatform();
    expect(() => openPayments(ctx)).toThrow(/Payments are not set up/);
    const { registrar, registrarId } = await openActiveRegistrar(ctx);
    expect(registrarId).toBe("sandbox");
    await quietly(() => registrar.domain("example.com"));
    await quietly(() => openDnsHost(ctx, "sandbox").findZones("example.com"));
    expect(hosts()).toEqual([`127.0.0.1:${env().SANDBOX_PORT}`]);
  });

  it("PE-1: what an admin made active falls back when its credentials go, and comes again with them", async () => {
    given(live);
    await seedPlatform();
    for (const name of names) delete process.env[name];
    given({});
    await seedPlatform();
    expect((await openActiveRegistrar(ctx)).registrarId).toBe("sandbox");
    given(live);
    await seedPlatform();
    expect((await openActiveRegistrar(ctx)).registrarId).toBe("route53");
  });
});
