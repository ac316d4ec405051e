import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { factoryPassword, makeOrder } from "@/db/factories";
import { auditLog, cases, disputes, domains, invoices, notices, timeline } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { issueInvoice } from "@/lib/billing/issue-invoices";
import { domainView } from "@/lib/domains/domain-view";
import { DAY, later } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { leavingView } from "./leaving-view";
import { markTransferredAway } from "./mark-transferred-away";
import { putLockBack } from "./put-lock-back";
import { readLock } from "./read-lock";
import { requestUnlock } from "./request-unlock";
import { revealAuthCode } from "./reveal-auth-code";
import { useTraveller } from "./test-traveller";

const traveller = useTraveller();
const password = factoryPassword;
const facts = async (domainId: string) =>
  (await db().select().from(timeline).where(eq(timeline.domainId, domainId))).map((row) => row.fact);

/** Waits for a registrar that takes its time: a lock is switched within seconds of its clock. */
async function settled(ctx: Parameters<typeof readLock>[0], domainId: string) {
  traveller.clock.advance(60_000);
  await traveller.world.registrar.settle();
  return readLock(ctx, { domainId });
}

describe("leaving", () => {
  it("unlock, proof of the person, the code once, and the owner is told", async () => {
    const { ctx, domain, user } = await traveller.owned("leaver.com");
    expect(await leavingView(ctx, domain.id)).toMatchObject({ obstacles: [], locked: true, mayAct: true });
    await expect(revealAuthCode(ctx, { domainId: domain.id, password })).rejects.toThrow("Unlock it first");
    await requestUnlock(ctx, { domainId: domain.id });
    expect(await settled(ctx, domain.id)).toEqual({ locked: false });

    const shown = await revealAuthCode(ctx, { domainId: domain.id, password });
    expect(shown).toEqual({ code: await traveller.codeAtRegistrar("leaver.com"), shownForSeconds: 60 });
    expect(await facts(domain.id)).toEqual(["unlock_asked", "auth_code_shown"]);
    const mails = await db().select().from(notices).where(eq(notices.recipient, user.email));
    expect(mails.map((mail) => mail.kind)).toEqual(["auth_code_shown"]);
    const audited = await db().select().from(auditLog).where(eq(auditLog.subjectId, domain.id));
    expect(audited.map((row) => row.action)).toEqual(["domain.unlock_asked", "domain.auth_code_shown"]);

    await putLockBack(ctx, { domainId: domain.id });
    expect(await settled(ctx, domain.id)).toEqual({ locked: true });
    const { timeline: told } = await domainView(ctx, domain.id);
    expect(told.map((fact) => fact.sentence)).toEqual([
      "Asked Sandbox registrar to unlock leaver.com.",
      "The auth code of leaver.com was shown once.",
      "Asked Sandbox registrar to lock leaver.com.",
    ]);
  });

  it("a wrong password shows nothing, and too many of them stop the person", async () => {
    const { ctx, domain } = await traveller.owned("guessed.com", { locked: false });
    for (let tries = 0; tries < 10; tries += 1)
      await expect(revealAuthCode(ctx, { domainId: domain.id, password: "a guess at it" })).rejects.toMatchObject({
        code: "invalid",
        fields: { password: expect.any(String) },
      });
    await expect(revealAuthCode(ctx, { domainId: domain.id, password })).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect(await facts(domain.id)).toEqual([]);
  });

  it("a code is shown three times a day and name, no more", async () => {
    const { ctx, domain } = await traveller.owned("often.com", { locked: false });
    for (let times = 0; times < 3; times += 1) await revealAuthCode(ctx, { domainId: domain.id, password });
    await expect(revealAuthCode(ctx, { domainId: domain.id, password })).rejects.toMatchObject({
      code: "rate_limited",
      message: expect.stringContaining("three times"),
    });
    traveller.clock.advance(DAY);
    await expect(revealAuthCode(ctx, { domainId: domain.id, password })).resolves.toHaveProperty("code");
  });

  it("AN-28, U-15: a young name is refused with the day on which it may leave", async () => {
    const { ctx, domain } = await traveller.owned("young-one.com", { ageDays: 12 });
    const free = later(traveller.clock.now(), 48 * DAY);
    const { obstacles } = await leavingView(ctx, domain.id);
    expect(obstacles).toEqual([{ reason: expect.stringContaining("60 days"), until: free.toISOString() }]);
    for (const attempt of [
      () => requestUnlock(ctx, { domainId: domain.id }),
      () => revealAuthCode(ctx, { domainId: domain.id, password }),
    ])
      await expect(attempt()).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("Names stay"),
      });
  });

  it("a payment in dispute keeps the name, with the reason, until it is won", async () => {
    const { ctx, domain, merchant, user } = await traveller.owned("disputed.com");
    const placedAt = later(traveller.clock.now(), -200 * DAY);
    const { order, items, payment } = await makeOrder({
      merchantId: merchant.id,
      placedByUserId: user.id,
      registrarAccountId: domain.registrarAccountId,
      placedAt,
      names: [{ nameAscii: "disputed.com", state: "registered", endedAt: placedAt }],
      state: "completed",
      endedAt: placedAt,
    });
    await db().update(domains).set({ orderItemId: items[0]!.id }).where(eq(domains.id, domain.id));
    const id = newId("case");
    await db().insert(disputes).values({
      id,
      paymentId: payment.id,
      orderId: order.id,
      merchantId: merchant.id,
      reason: "fraudulent",
      amountMinor: 1499,
      currency: "USD",
      openedAt: traveller.clock.now(),
    });
    await expect(requestUnlock(ctx, { domainId: domain.id })).rejects.toMatchObject({
      message: expect.stringContaining("dispute"),
    });
    await db().update(disputes).set({ state: "won" }).where(eq(disputes.id, id));
    expect((await leavingView(ctx, domain.id)).obstacles).toEqual([]);
  });

  it("staff may look, only owners may take a name away, and nobody else sees it", async () => {
    const { domain, merchant, user } = await traveller.owned("guarded.com");
    for (const role of ["staff", "read_only"] as const) {
      const ctx = traveller.colleague(merchant.id, user.id, role);
      expect((await leavingView(ctx, domain.id)).mayAct).toBe(false);
      await expect(requestUnlock(ctx, { domainId: domain.id })).rejects.toMatchObject({ code: "forbidden" });
      await expect(revealAuthCode(ctx, { domainId: domain.id, password })).rejects.toMatchObject({ code: "forbidden" });
    }
    const stranger = await traveller.platform.merchant();
    for (const attempt of [
      () => leavingView(stranger.ctx, domain.id),
      () => requestUnlock(stranger.ctx, { domainId: domain.id }),
      () => putLockBack(stranger.ctx, { domainId: domain.id }),
      () => revealAuthCode(stranger.ctx, { domainId: domain.id, password }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  });

  it("a registrar that fails says so without any of its words, and the try costs nothing but itself", async () => {
    const { ctx, domain } = await traveller.owned("mute.com", { locked: false });
    traveller.world.registrar.failNext({ verb: "auth_code", mode: "error-500", times: 12 });
    for (let times = 0; times < 4; times += 1)
      await expect(revealAuthCode(ctx, { domainId: domain.id, password })).rejects.toMatchObject({
        code: "provider_failed",
        message: expect.not.stringContaining("500"),
      });
    traveller.world.registrar.clearFaults();
    await expect(revealAuthCode(ctx, { domainId: domain.id, password })).resolves.toHaveProperty("code");
  });
});

describe("a name that has left", () => {
  it("T-7, CO-4, CO-28: is marked once, keeps its history, is renewed no more, and alarms when nobody asked", async () => {
    const { ctx, domain, user } = await traveller.owned("taken-away.com");
    const job = traveller.platform.ctx;
    expect(await markTransferredAway(job, { domainId: domain.id })).toBe(true);
    expect(await markTransferredAway(job, { domainId: domain.id })).toBe(false);
    const [row] = await db().select().from(domains).where(eq(domains.id, domain.id));
    expect(row).toMatchObject({ registration: "transferred_away", autoRenew: false, merchantId: domain.merchantId });
    expect(await facts(domain.id)).toEqual(["transferred_away"]);
    const alarm = await db().select().from(cases).where(eq(cases.subjectId, domain.id));
    expect(alarm).toMatchObject([{ kind: "left_unasked", state: "open" }]);
    const [mail] = await db().select().from(notices).where(eq(notices.recipient, user.email));
    expect(mail?.subject).toContain("nobody asked");
    expect((await leavingView(ctx, domain.id)).obstacles[0]?.reason).toContain("another registrar already");
  });

  it("T-7: its open invoices are void, each with a line in its timeline; one with other names on it stays for the sweep", async () => {
    const { ctx, domain, merchant } = await traveller.owned("leaves-owing.com");
    const other = await traveller.owned("leaves-others.com");
    const job = traveller.platform.ctx;
    const issue = (domains: (typeof domain)[], kind: "renewal" | "receivable") =>
      inTransaction("test-invoice", (tx) =>
        issueInvoice(tx, job, {
          merchantId: merchant.id,
          kind,
          dueAt: later(traveller.clock.now(), 14 * DAY),
          lines: domains.map(({ id, nameAscii, expiresAt }, at) => ({
            kind: "renew",
            domainId: id,
            nameAscii,
            years: 1,
            // A year of a name is on one live invoice at a time.
            periodStart: later(expiresAt!, kind === "receivable" ? -365 * DAY : domains.length * 365 * DAY + at),
            priceMinor: 1399,
            costMinor: 1046,
            costCurrency: "USD",
          })),
        }),
      );
    const alone = await issue([domain], "renewal");
    const shared = await issue([domain, other.domain], "renewal");
    const claim = await issue([domain], "receivable");
    await markTransferredAway(job, { domainId: domain.id });
    const stateOf = async (id: string) => (await db().select().from(invoices).where(eq(invoices.id, id)))[0]!.state;
    expect(await Promise.all([alone, shared, claim].map(({ id }) => stateOf(id)))).toEqual(["void", "open", "open"]);
    expect(await facts(domain.id)).toEqual(["transferred_away", "invoice_voided"]);
    const { timeline: told } = await domainView(ctx, domain.id);
    expect(told.map((fact) => fact.sentence)).toContain(
      `Invoice ${alone.number} is void: leaves-owing.com is not here any more. Nothing is owed.`,
    );
  });

  it("CO-28: is no alarm when its code was asked for here", async () => {
    const { ctx, domain, user } = await traveller.owned("moved-on.com", { locked: false });
    await revealAuthCode(ctx, { domainId: domain.id, password });
    await markTransferredAway(traveller.platform.ctx, { domainId: domain.id });
    expect(await db().select().from(cases).where(eq(cases.subjectId, domain.id))).toEqual([]);
    const mails = await db().select().from(notices).where(eq(notices.recipient, user.email));
    expect(mails.map((mail) => mail.subject)).toContain("moved-on.com has moved to its new registrar");
  });

  it("is the platform's to mark, not a merchant's", async () => {
    const { ctx, domain } = await traveller.owned("not-yours.com");
    await expect(markTransferredAway(ctx, { domainId: domain.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
