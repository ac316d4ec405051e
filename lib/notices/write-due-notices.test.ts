import { and, eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { factoryContact, makeDomain, makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { domains, noticePreferences, notices, tldCosts, tlds } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later, ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { erppGaps } from "./erpp-gaps";
import { sendDueNotices } from "./send-due-notices";
import { writeDueNotices } from "./write-due-notices";

const database = useTestDatabase();
const clock = new ManualClock("2026-11-20T09:00:00Z");
const ctx = jobCtx("notices", clock);
const start = clock.now();
let account: { id: string };
let member: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  await database.sql`truncate notices, notice_preferences, cases, domains, registrar_accounts, tlds cascade`;
  clock.set(start);
  account = await makeRegistrarAccount({ active: true });
  member = await makeMember({ clock });
  await db().insert(tlds).values({ tld: "com", group: "popular", position: 1, graceFeeMinor: 500, updatedAt: start });
  await db().insert(tldCosts).values({
    registrarAccountId: account.id,
    tld: "com",
    currency: "USD",
    registerMinor: 1000,
    renewMinor: 1000,
    restoreMinor: 8000,
    fetchedAt: start,
  });
});

/** A name of the member with an order that names its registrant. */
async function makeName(nameAscii: string, expiresAt: Date, given: Partial<typeof domains.$inferInsert> = {}) {
  const { items } = await makeOrder({
    merchantId: member.merchant.id,
    placedByUserId: member.user.id,
    registrarAccountId: account.id,
    names: [{ nameAscii, state: "registered", endedAt: start }],
    state: "completed",
    contact: { ...factoryContact, email: `owner@${nameAscii}` },
    endedAt: start,
    payment: { state: "captured", capturedMinor: 1499, intentId: newId("request"), endedAt: start },
  });
  return makeDomain({
    nameAscii,
    merchantId: member.merchant.id,
    registrarAccountId: account.id,
    orderItemId: items[0]!.id,
    expiresAt,
    createdAt: later(start, -300 * DAY),
    ...given,
  });
}

const run = async () => {
  const written = await writeDueNotices(ctx);
  await sendDueNotices(ctx);
  return written;
};
const toRegistrant = async (kind?: string) =>
  (await db().select().from(notices).where(like(notices.recipient, "owner@%")).orderBy(notices.createdAt)).filter(
    (row) => !kind || row.kind === kind,
  );
const gaps = async () => (await db().execute(erppGaps(clock.now()))).map((row) => row.key);

/** A year or less of a job that runs each day. */
async function live(days: number, each = DAY) {
  for (let day = 0; day < days; day += each / DAY) {
    clock.advance(each);
    await run();
  }
}

describe("expiry notices to the registrant", () => {
  it("AN-25: leave once each in all three windows, to the registrant and not to the account, also when auto-renew is off", async () => {
    for (const autoRenew of [true, false]) {
      await database.sql`truncate notices`;
      clock.set(start);
      const domain = await makeName(`life-${autoRenew}.com`, later(start, 60 * DAY + HOUR), { autoRenew });
      await live(70);
      const sent = await toRegistrant();
      expect(sent.map((row) => [row.kind, row.recipient])).toEqual(
        ["expiry_month", "expiry_week", "expired"].map((kind) => [kind, `owner@life-${autoRenew}.com`]),
      );
      const before = sent.map((row) => (domain.expiresAt!.getTime() - row.sentAt!.getTime()) / DAY);
      expect(before[0]).toBeGreaterThanOrEqual(26);
      expect(before[0]).toBeLessThanOrEqual(30);
      expect(before[1]).toBeGreaterThanOrEqual(4);
      expect(before[1]).toBeLessThanOrEqual(7);
      expect(before[2]).toBeLessThanOrEqual(-3);
      expect(before[2]).toBeGreaterThanOrEqual(-5);
      expect(await gaps()).toEqual([]);
      await database.sql`update domains set registration = 'cancelled'`;
    }
  });

  it("AN-25: say what renewal, late renewal and restore cost, by when, and where to ask", async () => {
    await makeName("fees.com", later(start, 30 * DAY));
    await run();
    const [mail] = await toRegistrant();
    expect(mail?.subject).toBe("fees.com runs out in 30 days");
    expect(mail?.body).toContain("- Renew by 20 December 2026: 13.99 USD");
    expect(mail?.body).toContain("- Renew late, by 3 February 2027: 18.99 USD");
    expect(mail?.body).toContain("- Restore after deletion, by about 5 March 2027: 111.98 USD");
    expect(mail?.body).toContain("support@nameplate.test");
    expect(mail?.body).not.toContain("unsubscribe");
  });

  it("are written once, whatever repeats, and again for the next expiry after a renewal", async () => {
    const domain = await makeName("twice.com", later(start, 30 * DAY));
    await Promise.all([writeDueNotices(ctx), writeDueNotices(ctx)]);
    await run();
    expect(await toRegistrant()).toHaveLength(1);
    const renewed = later(domain.expiresAt!, 365 * DAY);
    await db().update(domains).set({ expiresAt: renewed }).where(eq(domains.id, domain.id));
    clock.set(later(renewed, -29 * DAY));
    await run();
    expect((await toRegistrant()).map((row) => row.dueTo)).toEqual([
      later(domain.expiresAt!, -26 * DAY),
      later(renewed, -26 * DAY),
    ]);
  });

  it("are not written anew when the registrar's date moves by a day", async () => {
    const domain = await makeName("corrected.com", later(start, 30 * DAY));
    await run();
    const corrected = later(domain.expiresAt!, DAY);
    await db().update(domains).set({ expiresAt: corrected }).where(eq(domains.id, domain.id));
    await live(3);
    expect(await toRegistrant()).toHaveLength(1);
  });

  it("are taken back when the name was renewed before they left", async () => {
    const domain = await makeName("renewed.com", later(start, 30 * DAY));
    await writeDueNotices(ctx);
    expect(await toRegistrant()).toHaveLength(1);
    await db()
      .update(domains)
      .set({ expiresAt: later(domain.expiresAt!, 365 * DAY) })
      .where(eq(domains.id, domain.id));
    await run();
    expect(await toRegistrant()).toEqual([]);
  });

  it("I-21: a window that closes without one having left is found, and one that closed before the name came is not", async () => {
    const old = await makeName("silent.com", later(start, 30 * DAY));
    await makeName("arrived.com", later(start, 24 * DAY), { createdAt: start });
    clock.set(later(start, 5 * DAY));
    expect(await gaps()).toEqual([`${old.id} expiry_month`]);
    await run();
    expect(await toRegistrant("expiry_month")).toEqual([]);
  });

  it("I-21: the notices of a name whose registrant nobody knows count as missed", async () => {
    const domain = await makeDomain({
      nameAscii: "imported.com",
      registrantEmail: null,
      registrarAccountId: account.id,
      expiresAt: later(start, 30 * DAY),
      createdAt: later(start, -30 * DAY),
    });
    expect(await writeDueNotices(ctx, { dryRun: true })).toMatchObject({ registrants: 0, unreachable: 1 });
    clock.set(later(start, 5 * DAY));
    expect(await gaps()).toEqual([`${domain.id} expiry_month`]);
  });
});

describe("reminders to the merchant", () => {
  const reminders = () =>
    db()
      .select()
      .from(notices)
      .where(and(like(notices.kind, "renewal_%"), eq(notices.recipient, member.user.email)))
      .orderBy(notices.createdAt);

  it("come 60 days, 14 days and the day before, one for all names of a day", async () => {
    const expiresAt = later(start, 70 * DAY);
    await makeName("first.com", expiresAt);
    await makeName("second.com", later(expiresAt, HOUR), { autoRenew: false });
    await live(71);
    const sent = await reminders();
    expect(sent.map((row) => row.kind)).toEqual(["renewal_60", "renewal_14", "renewal_1"]);
    expect(sent[0]?.subject).toBe("2 names run out in 60 days");
    expect(sent[0]?.body).toContain("- second.com: 15.99 USD a year");
    expect(sent[2]?.subject).toContain("tomorrow");
  });

  it("are not written for whoever refused them, nor to those who may only look", async () => {
    const viewer = await makeMember({ merchant: member.merchant, role: "read_only", clock });
    await db()
      .insert(noticePreferences)
      .values({ userId: member.user.id, topic: "renewals", wanted: false, updatedAt: start });
    await makeName("refused.com", later(start, 20 * DAY));
    expect(await writeDueNotices(ctx, { dryRun: true })).toMatchObject({ reminders: 0 });
    await run();
    expect(await reminders()).toEqual([]);
    expect(await db().select().from(notices).where(eq(notices.recipient, viewer.user.email))).toEqual([]);
  });
});

describe("registrant verification", () => {
  const mails = () => db().select().from(notices).where(like(notices.kind, "verify_%")).orderBy(notices.createdAt);

  it("AN-27: is asked for on days 0, 3, 7, 12 and 14 and then no more", async () => {
    await makeName("fresh.com", later(start, 365 * DAY), { verifyBy: later(start, 15 * DAY) });
    await run();
    await live(20);
    expect((await mails()).map((row) => [row.kind, (row.createdAt.getTime() - start.getTime()) / DAY])).toEqual([
      ["verify_0", 0],
      ["verify_3", 3],
      ["verify_7", 7],
      ["verify_12", 12],
      ["verify_14", 14],
    ]);
    expect((await mails()).at(-1)?.subject).toBe(
      "fresh.com is switched off tomorrow, unless owner@fresh.com is confirmed",
    );
  });

  it("U-16: is not asked for once the address is confirmed, and after a silence only the latest mail leaves", async () => {
    const domain = await makeName("quiet.com", later(start, 365 * DAY), { verifyBy: later(start, 15 * DAY) });
    clock.set(later(start, 8 * DAY));
    await run();
    expect((await mails()).map((row) => row.kind)).toEqual(["verify_7"]);
    await db().update(domains).set({ verifiedAt: clock.now() }).where(eq(domains.id, domain.id));
    await live(8);
    expect(await mails()).toHaveLength(1);
  });

  it("U-16: is no longer asked for by mail when its time is over: the registry has the word then", async () => {
    await makeName("late.com", later(start, 365 * DAY), { verifyBy: later(start, 15 * DAY) });
    clock.set(later(start, 16 * DAY));
    await run();
    expect(await mails()).toEqual([]);
  });
});

describe("many names", () => {
  it("are written for in a number of statements that grows by the page, not by the name", async () => {
    await makeName("template.com", later(start, 200 * DAY));
    await database.sql`insert into domains (id, name_ascii, tld, registrar, registrar_account_id, merchant_id, registrant_email, registration, auto_renew, expires_at, created_at, updated_at)
      select 'dom_' || n, 'bulk-' || n || '.com', 'com', 'sandbox', d.registrar_account_id, d.merchant_id, d.registrant_email, 'active', true, ${later(start, 30 * DAY).toISOString()}, d.created_at, d.updated_at
      from domains d, generate_series(1, 2500) n where d.name_ascii = 'template.com'`;
    expect(await run()).toMatchObject({ registrants: 2500, reminders: 1 });
    expect((await database.sql`select count(*)::int as n from notices where sent_at is not null`)[0]!.n).toBe(2501);
    expect(await run()).toMatchObject({ registrants: 0, reminders: 0 });
  });
});
