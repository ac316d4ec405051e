import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { cases, domains, notices, timeline, tlds } from "@/db/schema";
import { createTestDatabase, useTestDatabase } from "@/db/test-database";
import { DAY, later } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { startWorld, type TestWorld } from "@/lib/sandbox/testing/start-world";
import { checkVerification } from "./check-verification";
import { resendVerification } from "./resend-verification";
import { verificationOf } from "./verification-of";
import { watchVerifications } from "./watch-verifications";
import { writeDueNotices } from "./write-due-notices";

useTestDatabase();
let world: TestWorld;
let outside: Awaited<ReturnType<typeof createTestDatabase>>;
let member: Awaited<ReturnType<typeof makeMember>>;
let account: { id: string };
const port = process.env.SANDBOX_PORT;

beforeAll(async () => {
  outside = await createTestDatabase();
  world = await startWorld({ sql: outside.sql });
  process.env.SANDBOX_PORT = new URL(world.url).port;
  resetEnv();
  account = await makeRegistrarAccount({ active: true });
  member = await makeMember({ clock: world.manual });
  await db().insert(tlds).values({ tld: "com", group: "popular", position: 1, updatedAt: world.manual.now() });
});
afterAll(async () => {
  await world.close();
  await outside.close();
  if (port === undefined) delete process.env.SANDBOX_PORT;
  else process.env.SANDBOX_PORT = port;
  resetEnv();
});

const job = () => jobCtx("notices", world.manual);
const rowOf = async (id: string) => (await db().select().from(domains).where(eq(domains.id, id)))[0]!;

const leaveUnverified = (name: string, verifyBy: Date) =>
  outside.sql`update sandbox.registrar_domains set verified = false, verify_by = ${verifyBy.toISOString()} where name = ${name}`;

/** A name at the registrar and with us, whose registrant has 15 days to confirm. */
async function unverified(nameAscii: string) {
  const now = world.manual.now();
  const verifyBy = later(now, 15 * DAY);
  await world.registrar.putDomains([{ name: nameAscii, expiresAt: later(now, 365 * DAY) }]);
  await leaveUnverified(nameAscii, verifyBy);
  return makeDomain({
    nameAscii,
    merchantId: member.merchant.id,
    registrarAccountId: account.id,
    attention: [{ kind: "verify_email" }],
    verifyBy,
    createdAt: now,
  });
}

describe("a registrant who has not confirmed", () => {
  it("AN-27: is counted down on the name's page until the registrar says they have", async () => {
    const { id } = await unverified("count-down.com");
    await watchVerifications(job());
    const row = await rowOf(id);
    expect(row.attention).toEqual([{ kind: "verify_email", until: row.verifyBy!.toISOString() }]);
    expect(await verificationOf(member.ctx, id)).toMatchObject({
      verifyBy: row.verifyBy!.toISOString(),
      onHold: false,
    });
    await world.registrar.verify("count-down.com");
    expect(await checkVerification(member.ctx, { domainId: id })).toEqual({ verified: true, onHold: false });
    expect(await rowOf(id)).toMatchObject({ attention: [], verifiedAt: world.manual.now() });
    expect(await verificationOf(member.ctx, id)).toBeNull();
    await expect(resendVerification(member.ctx, { domainId: id })).rejects.toMatchObject({ code: "conflict" });
    const facts = await db().select().from(timeline).where(eq(timeline.domainId, id));
    expect(facts.map((row) => row.fact)).toEqual(["registrant_verified"]);
  });

  it("U-16: whose name is switched off is shown so by the registry's own status, and it comes back", async () => {
    const { id } = await unverified("switched-off.com");
    world.manual.advance(16 * DAY);
    await watchVerifications(job());
    expect(await rowOf(id)).toMatchObject({
      eppStatuses: expect.arrayContaining(["clientHold"]),
      attention: [{ kind: "on_hold" }, { kind: "verify_email" }],
    });
    expect(await verificationOf(member.ctx, id)).toMatchObject({ onHold: true });
    await world.registrar.verify("switched-off.com");
    await watchVerifications(job());
    expect((await rowOf(id)).attention).toEqual([]);
  });

  it("AN-27: gets the registrar's mail again, three times a day at most, and only from those who may", async () => {
    const { id } = await unverified("again.com");
    const viewer = await makeMember({ merchant: member.merchant, role: "read_only", clock: world.manual });
    const other = await makeMember({ clock: world.manual });
    await expect(resendVerification(viewer.ctx, { domainId: id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(resendVerification(other.ctx, { domainId: id })).rejects.toMatchObject({ code: "not_found" });
    const resend = async () => {
      await resendVerification(member.ctx, { domainId: id });
      // The sandbox's registrant clicks at once; here it is to go on waiting.
      await leaveUnverified("again.com", later(world.manual.now(), 15 * DAY));
    };
    for (let times = 0; times < 3; times += 1) await resend();
    await expect(resend()).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("a name whose registrant nobody has told us", () => {
  let unknown: { registrarAccountId: string; registrantEmail: null };
  beforeEach(() => {
    unknown = { registrarAccountId: account.id, registrantEmail: null };
  });

  it("AN-25: gets its expiry notice at the address that its registrar has", async () => {
    const expiresAt = later(world.manual.now(), 30 * DAY);
    await world.registrar.putDomains([{ name: "imported.com", expiresAt }]);
    const domain = await makeDomain({ ...unknown, nameAscii: "imported.com", expiresAt });
    await writeDueNotices(job());
    const [mail] = await db().select().from(notices).where(eq(notices.domainId, domain.id));
    expect(mail).toMatchObject({ kind: "expiry_month", recipient: "ada@example.org" });
  });

  it("AN-25: is asked about once: the notices after the first need no registrar", async () => {
    const expiresAt = later(world.manual.now(), 30 * DAY);
    await world.registrar.putDomains([{ name: "asked-once.com", expiresAt }]);
    const domain = await makeDomain({ ...unknown, nameAscii: "asked-once.com", expiresAt });
    await writeDueNotices(job());
    world.registrar.setOutage(true);
    world.manual.advance(24 * DAY);
    await writeDueNotices(job());
    world.registrar.setOutage(false);
    const mails = await db().select().from(notices).where(eq(notices.domainId, domain.id)).orderBy(notices.createdAt);
    expect(mails.map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ["expiry_month", "ada@example.org"],
      ["expiry_week", "ada@example.org"],
    ]);
  });

  it("becomes a case when its registrar has none", async () => {
    const expiresAt = later(world.manual.now(), 30 * DAY);
    const domain = await makeDomain({ ...unknown, nameAscii: "nobodys.com", expiresAt });
    expect(await writeDueNotices(job())).toMatchObject({ unreachable: 1 });
    await writeDueNotices(job());
    const found = await db().select().from(cases).where(like(cases.kind, "registrant_unknown"));
    expect(found.map((row) => row.subjectId)).toEqual([domain.id]);
  });
});
