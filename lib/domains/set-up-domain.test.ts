import { Resolver } from "node:dns/promises";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { cases, domainSetup, recordSets, timeline, zones } from "@/db/schema";
import { orderView } from "@/lib/orders/order-view";
import { useShop } from "@/lib/orders/test-shop";
import { findViolations } from "@/lib/reconcile/find-violations";
import { saveSettings } from "@/lib/settings/save-settings";
import { domainView } from "./domain-view";
import { listDomains } from "./list-domains";
import { retrySetup } from "./retry-setup";
import { setUpDomain } from "./set-up-domain";

const shop = useShop();

/** Asks the sandbox's name server as `dig` does. */
function dig() {
  const resolver = new Resolver({ timeout: 3000, tries: 1 });
  resolver.setServers([`127.0.0.1:${shop.world.dnsPort}`]);
  return resolver;
}
const none = (work: Promise<unknown>) => work.catch((error: NodeJS.ErrnoException) => error.code);
const admin = () => makeAdmin({ clock: shop.clock });
const stepsOf = (domainId: string) => db().select().from(domainSetup).where(eq(domainSetup.domainId, domainId));

async function bought(name: string) {
  const { ctx, orderId } = await shop.buy([name]);
  const domain = (await shop.domain(name))!;
  return { ctx, orderId, domain, view: await domainView(ctx, domain.id) };
}

describe("a new name without a default address", () => {
  it("PE-16, PE-17, PE-18, PE-19, PE-20, PE-21: has one zone, delegated to itself, with no record without a target", async () => {
    const { domain, view } = await bought("bare-zone.com");
    const made = await shop.platform.worldSql`
      select name, name_servers as "nameServers" from sandbox.dns_zones where name = 'bare-zone.com'`;
    expect(made).toHaveLength(1);
    expect(view.zone?.nameServers).toHaveLength(4);
    expect([...domain.nameServers].sort()).toEqual([...view.zone!.nameServers].sort());
    const resolver = dig();
    expect((await resolver.resolveNs("bare-zone.com")).sort()).toEqual([...view.zone!.nameServers].sort());
    expect(await none(resolver.resolve4("bare-zone.com"))).toBe("ENODATA");
    expect(await none(resolver.resolve4("www.bare-zone.com"))).toBe("ENOTFOUND");
    expect(await none(resolver.resolve4("anything.bare-zone.com"))).toBe("ENOTFOUND");
    expect(await resolver.resolveMx("bare-zone.com")).toEqual([{ priority: 0, exchange: "" }]);
    expect(await resolver.resolveTxt("bare-zone.com")).toEqual([["v=spf1 -all"]]);
    expect(view).toMatchObject({ connection: "active", registration: "active" });
    expect(view.steps.map((step) => step.state)).toEqual(["done", "done", "done", "done"]);
  });

  it("CO-32: registrar auto-renew is off, as the registrar reads it back", async () => {
    const { view } = await bought("never-by-itself.com");
    const [held] = (await shop.world.registrar.holdings()).filter((one) => one.name === "never-by-itself.com");
    expect(held?.autoRenew).toBe(false);
    expect(view).toMatchObject({ registrarAutoRenew: false, autoRenew: true });
    expect(view.timeline.map((fact) => fact.fact)).toContain("auto_renew_off");
  });

  it("CO-26: is active with the registrar's expiry, and says what comes next", async () => {
    const { ctx, view } = await bought("says-when.com");
    const [held] = (await shop.world.registrar.holdings()).filter((one) => one.name === "says-when.com");
    expect(view.expiresAt).toBe(held?.expiresAt.toISOString());
    expect(view.headline).toMatch(/^Active\. Renews on 20 Nov 2027 for 13\.99 USD\.$/);
    expect((await listDomains(ctx, { query: "says" })).rows).toMatchObject([
      { nameAscii: "says-when.com", registration: "active" },
    ]);
  });
});

describe("a new name with defaults of the platform", () => {
  it("PE-17, PE-18, PE-19, PE-20, PE-21: answers with the address, www, the wildcard, mail and its SPF", async () => {
    const { ctx } = await admin();
    await saveSettings(ctx, {
      defaultIp: "192.0.2.7",
      defaultWildcard: true,
      defaultMail: "mail_host",
      defaultMailIp: "192.0.2.25",
    });
    const { view } = await bought("full-zone.com");
    const resolver = dig();
    expect(await resolver.resolve4("full-zone.com")).toEqual(["192.0.2.7"]);
    expect(await resolver.resolveCname("www.full-zone.com")).toEqual(["full-zone.com"]);
    expect(await resolver.resolve4("anything.full-zone.com")).toEqual(["192.0.2.7"]);
    expect(await resolver.resolveMx("full-zone.com")).toEqual([{ priority: 10, exchange: "mail.full-zone.com" }]);
    expect(await resolver.resolve4("mail.full-zone.com")).toEqual(["192.0.2.25"]);
    expect(await resolver.resolveTxt("full-zone.com")).toEqual([["v=spf1 mx -all"]]);
    expect(view.zone?.records.every((record) => record.values.every((value) => value.trim() !== ""))).toBe(true);
    expect(view.zone?.records).toHaveLength(6);
  });

  it("PE-47: a changed default address rules for new names and does not reach into zones that exist", async () => {
    const { ctx } = await admin();
    await saveSettings(ctx, { defaultIp: "192.0.2.8", defaultWildcard: false, defaultMail: "none" });
    const old = (await shop.domain("full-zone.com"))!;
    await setUpDomain(shop.platform.ctx, { domainId: old.id });
    await retrySetup(ctx, { domainId: old.id, step: "records" });
    await shop.setUp(old.id);
    await bought("newer-zone.com");
    const resolver = dig();
    expect(await resolver.resolve4("full-zone.com")).toEqual(["192.0.2.7"]);
    expect(await resolver.resolve4("newer-zone.com")).toEqual(["192.0.2.8"]);
    expect(await none(resolver.resolve4("else.newer-zone.com"))).toBe("ENOTFOUND");
    await saveSettings(ctx, { defaultIp: "" });
  });

  it("X-13: writes no type that the platform does not allow", async () => {
    const { ctx } = await admin();
    await saveSettings(ctx, { dnsAllowedTypes: ["A", "CNAME", "MX"] });
    await bought("no-text.com");
    expect(await none(dig().resolveTxt("no-text.com"))).toBe("ENODATA");
    await saveSettings(ctx, { dnsAllowedTypes: ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"] });
  });
});

describe("what follows a purchase", () => {
  it("PE-24: watches a change until all the zone's servers have it, with the time it took", async () => {
    const { ctx, orderId } = await shop.hold(["in-sync.com"]);
    for (let wait = await shop.beat(orderId); wait !== null; wait = await shop.beat(orderId)) shop.clock.advance(wait);
    const { id } = (await shop.domain("in-sync.com"))!;
    const seen: (string | undefined)[] = [];
    for (let beats = 0; beats < 30; beats += 1) {
      const { ended, waitMs } = await setUpDomain(shop.platform.ctx, { domainId: id });
      seen.push((await stepsOf(id)).find((row) => row.step === "records")?.state);
      const [zone] = await db().select().from(zones).where(eq(zones.domainId, id));
      if (seen.at(-1) === "working") expect(zone?.inSyncAt).toBeNull();
      if (ended) break;
      shop.clock.advance(waitMs);
    }
    expect(seen).toContain("working");
    expect(seen.at(-1)).toBe("done");
    const view = await domainView(ctx, id);
    expect(view.zone?.inSyncAt).not.toBeNull();
    const fact = view.timeline.find((one) => one.fact === "records_written");
    expect(fact?.sentence).toBe("Wrote 2 record sets.");
    expect(fact?.evidence.map((one) => one.label)).toEqual(expect.arrayContaining(["Change", "Seconds"]));
  });

  it("DP-129, P-33: a DNS host that is down leaves the purchase alone; the step fails, is told once, and works by itself", async () => {
    const { ctx, orderId } = await shop.hold(["later-dns-down.com"]);
    for (let wait = await shop.beat(orderId); wait !== null; wait = await shop.beat(orderId)) shop.clock.advance(wait);
    const { id } = (await shop.domain("later-dns-down.com"))!;
    const first = await setUpDomain(shop.platform.ctx, { domainId: id });
    expect(first).toMatchObject({ ended: false });
    const failed = await orderView(ctx, orderId);
    expect(failed).toMatchObject({ state: "completed", money: { chargedMinor: failed.totalMinor } });
    expect(failed.items[0]?.steps.find((step) => step.key === "zone")).toMatchObject({
      state: "failed",
      canRetry: true,
    });
    shop.clock.advance(first.waitMs);
    await setUpDomain(shop.platform.ctx, { domainId: id });
    const told = await db()
      .select()
      .from(timeline)
      .where(and(eq(timeline.domainId, id), eq(timeline.fact, "setup_failed")));
    expect(told).toHaveLength(1);
    await retrySetup(ctx, { domainId: id, step: "zone" });
    expect((await stepsOf(id)).find((row) => row.step === "zone")).toMatchObject({ state: "waiting", attempts: 0 });
    await shop.setUp(id);
    expect((await stepsOf(id)).map((row) => row.state)).toEqual(["done", "done", "done", "done", "done"]);
    expect(await findViolations(shop.clock.now())).toEqual([]);
  });

  it("DP-129: a step that does not exist, or is done, cannot be retried into anything", async () => {
    const { ctx, domain } = await bought("done-is-done.com");
    await expect(retrySetup(ctx, { domainId: domain.id, step: "register" })).rejects.toMatchObject({ code: "invalid" });
    await retrySetup(ctx, { domainId: domain.id, step: "zone" });
    expect((await stepsOf(domain.id)).every((row) => row.state === "done")).toBe(true);
  });

  it("PE-16: a zone whose creation was not answered is found again, never made twice", async () => {
    shop.world.dns.failNext({ verb: "create_zone", mode: "timeout-done", name: "zone-lost.com" });
    shop.world.dns.failNext({ verb: "change", mode: "error-500-done" });
    await bought("zone-lost.com");
    const made = await shop.platform.worldSql`select id from sandbox.dns_zones where name = 'zone-lost.com'`;
    expect(made).toHaveLength(1);
    expect(await db().select().from(zones).where(eq(zones.nameAscii, "zone-lost.com"))).toHaveLength(1);
    expect(await dig().resolveTxt("zone-lost.com")).toEqual([["v=spf1 -all"]]);
  });

  it("CO-33: an auto-renew that will not go off is seen, told and made a case, and the zone does not wait for it", async () => {
    const { ctx, orderId } = await shop.hold(["mine-auto-renew-stuck.com"]);
    await shop.play(orderId);
    const { id } = (await shop.domain("mine-auto-renew-stuck.com"))!;
    const view = await domainView(ctx, id);
    expect(view.registrarAutoRenew).toBe(true);
    expect(view.steps.map((step) => step.state)).toEqual(["done", "done", "done", "done"]);
    expect(view.connection).toBe("active");
    await shop.setUp(id, 12);
    expect((await stepsOf(id)).find((row) => row.step === "auto_renew_off")).toMatchObject({ state: "failed" });
    const open = await db()
      .select()
      .from(cases)
      .where(eq(cases.subjectId, `${id}:auto_renew_off`));
    expect(open).toMatchObject([{ kind: "setup_stuck", state: "open" }]);
  });

  it("PE-17: record sets are stored as the zone has them, each once", async () => {
    const { domain } = await bought("stored-once.com");
    const [zone] = await db().select().from(zones).where(eq(zones.domainId, domain.id));
    const rows = await db().select().from(recordSets).where(eq(recordSets.zoneId, zone!.id));
    expect(rows.map((row) => `${row.name} ${row.type} ${row.values.join()}`).sort()).toEqual([
      "stored-once.com MX 0 .",
      "stored-once.com TXT v=spf1 -all",
    ]);
  });
});
