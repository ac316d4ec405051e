import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { domains, notices, timeline } from "@/db/schema";
import { queryRecords } from "@/lib/dns/query-records";
import { domainView } from "@/lib/domains/domain-view";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { useShop } from "@/lib/orders/test-shop";
import { observeEndings } from "./observe-endings";
import { renewNow } from "./renew-now";

const shop = useShop();
let nth = 0;

const mails = (domainId: string) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.domainId, domainId), eq(notices.kind, "dns_interrupted")));
const facts = async (domainId: string, fact: string) =>
  db()
    .select()
    .from(timeline)
    .where(and(eq(timeline.domainId, domainId), eq(timeline.fact, fact)));

/** A name whose shop answers, and which nobody renews. */
async function abandoned(name: string) {
  // Price lists grow old: both stories begin in the same year.
  nth += 1;
  shop.clock.set(later(new Date("2026-11-20T12:00:00Z"), nth * HOUR));
  await shop.sell("com", 1046);
  const bought = await shop.buy([name]);
  const domain = (await shop.domain(name))!;
  await db().update(domains).set({ autoRenew: false }).where(eq(domains.id, domain.id));
  const answers = await queryRecords(name, "TXT");
  expect(answers).not.toBeNull();
  return { ...bought, name, domain, answers };
}
const observeAt = async (at: Date) => {
  shop.clock.set(at);
  await shop.world.registrar.settle();
  return observeEndings(shop.platform.ctx);
};

describe("AN-26: a name that stays expired", () => {
  it("is shown and told as switched off once its registrar has, and its answers are timed when it is renewed", async () => {
    const { name, domain, ctx, answers } = await abandoned("dark-window.com");
    const end = domain.expiresAt!;
    await observeAt(later(end, 2 * DAY));
    expect((await domainView(ctx, domain.id)).headline).toMatch(/^Expired on .*\. It can still be renewed\.$/);
    expect(await queryRecords(name, "TXT")).toEqual(answers);

    await observeAt(later(end, 38 * DAY));
    expect([await queryRecords(name, "A"), await queryRecords(name, "TXT")]).toEqual([["127.0.0.1"], null]);
    const dark = await domainView(ctx, domain.id);
    expect(dark.attention[0]).toEqual({ kind: "dns_interrupted" });
    expect(dark.headline).toContain("its registrar shows a notice in place of it");
    await observeAt(later(end, 39 * DAY));
    const told = await mails(domain.id);
    expect(told.map((mail) => mail.subject)).toEqual([expect.stringMatching(/^dark-window\.com has stopped working/)]);
    expect(await facts(domain.id, "dns_interrupted")).toHaveLength(1);

    const { orderId, payUrl } = await renewNow(ctx, { domainId: domain.id, years: 1 });
    await shop.platform.pay(payUrl!);
    await returnFromPayment(ctx, { orderId });
    await shop.play(orderId);
    expect(await shop.domain(name)).toMatchObject({ registration: "active", connection: "pending", attention: [] });
    await shop.setUp(domain.id);
    expect(await queryRecords(name, "TXT")).toEqual(answers);
    expect(await shop.domain(name)).toMatchObject({ connection: "active", nameServers: domain.nameServers });
    const [, back] = await facts(domain.id, "answers");
    expect(Number((back!.data as { seconds: number }).seconds)).toBeLessThan(10 * 60);
    expect((await domainView(ctx, domain.id)).headline).toMatch(/^Active/);
  });

  it("that a hold takes off the servers is the same, and is over when somebody renewed it at the registrar", async () => {
    const { name, domain } = await abandoned("dark-hold.com");
    const end = domain.expiresAt!;
    const change = (held: boolean, expiresAt: Date) => shop.platform.worldSql`
      update sandbox.registrar_domains set on_hold = ${held}, expires_at = ${expiresAt} where name = ${name}`;
    await change(true, end);
    await observeAt(later(end, 3 * DAY));
    expect((await shop.domain(name))!.attention).toEqual([{ kind: "dns_interrupted" }]);
    await change(false, later(end, 365 * DAY));
    await observeAt(later(end, 4 * DAY));
    expect(await shop.domain(name)).toMatchObject({ registration: "active", attention: [], connection: "pending" });
    const due = await db().execute(
      sql`select 1 from outbox where event_id like ${`domain/setup-due:${domain.id}:again:%`}`,
    );
    expect(due).toHaveLength(1);
  });
});
