import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { cases, notices } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { recordDelivery } from "./record-delivery";
import { sendDueNotices } from "./send-due-notices";
import { sendNotice } from "./send-notice";
import { useMailServer } from "./test-mail-server";
import { type Notice, writeNotices } from "./write-notices";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock());
const openMailServer = useMailServer();

let count = 0;
async function write(given: Partial<Notice> = {}): Promise<string> {
  count += 1;
  const notice: Notice = {
    kind: "order_outcome",
    merchantId: null,
    recipient: "jo@example.com",
    subject: "quiet.com is yours",
    body: "Hello Jo,\n\nRegistered: quiet.com.",
    onceKey: `test:${count}`,
    ...given,
  };
  const [id] = await inTransaction("test", (tx) => writeNotices(tx, ctx, [notice]));
  return id!;
}
const rowOf = async (id: string) => (await db().select().from(notices).where(eq(notices.id, id)))[0]!;

/** What a mail server sends back to the sender, as Postfix writes it. */
const report = (action: string, named: { envid?: string; messageId?: string }) =>
  [
    "From: MAILER-DAEMON@mail.test",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "Message-ID: <20261120@mail.test>",
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mail.test",
    ...(named.envid ? [`Original-Envelope-Id: ${named.envid}`] : []),
    "",
    "Final-Recipient: rfc822; jo@example.com",
    `Action: ${action}`,
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 <jo@example.com>:",
    "    Recipient address rejected",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    ...(named.messageId ? [`Message-ID: <${named.messageId}@nameplate.test>`] : []),
    "--b--",
  ].join("\r\n");

describe("a mail that leaves", () => {
  it("goes as text and as page, asks for reports, and lets a person of ours stop its kind with one request", async () => {
    const lines = await openMailServer();
    const { user } = await makeMember();
    const id = await write({ recipient: user.email });
    await sendNotice(ctx, { noticeId: id });
    const text = lines.join("\n").replaceAll("=\n", "");
    expect(text).toContain(`ENVID=${id}`);
    expect(text).toContain("NOTIFY=SUCCESS,FAILURE,DELAY");
    expect(text).toContain("Content-Type: text/plain");
    expect(text).toContain("Content-Type: text/html");
    expect(text).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(text).toContain("/api/notices/unsubscribe/");
    expect((await rowOf(id)).messageId).toBe(`<${id}@nameplate.test>`);
  });

  it("and comes back at once is written down as that, is not tried again, and opens a case", async () => {
    const lines = await openMailServer("550 5.1.1 no such mailbox");
    const id = await write();
    await sendNotice(ctx, { noticeId: id });
    await sendNotice(ctx, { noticeId: id });
    expect(await rowOf(id)).toMatchObject({ bouncedAt: ctx.clock.now(), lastError: "550 5.1.1 no such mailbox" });
    expect(lines.filter((line) => line.startsWith("RCPT"))).toHaveLength(1);
    expect(await db().select().from(cases).where(eq(cases.subjectId, id))).toMatchObject([{ kind: "notice_bounced" }]);
  });

  it("and is not taken just now stays unsent, with the reason, and a run gives up on a server that is down", async () => {
    const lines = await openMailServer("451 later");
    const ids = [await write(), await write(), await write(), await write()];
    await expect(sendNotice(ctx, { noticeId: ids[0]! })).rejects.toMatchObject({ kind: "unavailable" });
    expect(await rowOf(ids[0]!)).toMatchObject({ sentAt: null, lastError: "The mail server did not take the mail." });
    lines.length = 0;
    expect(await sendDueNotices(ctx)).toEqual({ sent: 0, failed: 3 });
    await openMailServer();
    expect(await sendDueNotices(ctx)).toEqual({ sent: 4, failed: 0 });
    expect(await rowOf(ids[3]!)).toMatchObject({ sentAt: ctx.clock.now(), lastError: null });
  });
});

describe("AN-25: a report of a mail server", () => {
  it("says that a notice arrived", async () => {
    const id = await write();
    expect(await recordDelivery(ctx, { message: report("delivered", { envid: id }) })).toBe(true);
    expect(await rowOf(id)).toMatchObject({ deliveredAt: ctx.clock.now(), bouncedAt: null });
  });

  it("says that one came back: by the headers it returns, in the server's words, and the merchant hears of it", async () => {
    const { merchant, user } = await makeMember();
    const account = await makeRegistrarAccount({});
    const domain = await makeDomain({
      nameAscii: "unreached.com",
      merchantId: merchant.id,
      registrarAccountId: account.id,
    });
    const id = await write({ kind: "expiry_week", domainId: domain.id, merchantId: merchant.id });
    const message = report("failed", { messageId: id });
    await recordDelivery(ctx, { message });
    await db().update(cases).set({ state: "closed", closedAt: ctx.clock.now() }).where(eq(cases.subjectId, domain.id));
    await recordDelivery(ctx, { message });
    const found = await db().select().from(cases).where(eq(cases.subjectId, domain.id));
    expect(found.map((row) => row.state)).toEqual(["closed"]);
    const said = "550 5.1.1 <jo@example.com>: Recipient address rejected";
    expect(await rowOf(id)).toMatchObject({ bouncedAt: ctx.clock.now(), lastError: said });
    const told = await db().select().from(notices).where(eq(notices.recipient, user.email));
    expect(told).toMatchObject([{ kind: "registrant_bounced", domainId: domain.id }]);
  });

  it("of somebody else's mail, or that is none, changes nothing", async () => {
    for (const message of ["", "Action: failed", report("failed", { messageId: "other" }), report("relayed", {})])
      expect(await recordDelivery(ctx, { message })).toBe(false);
    expect(await recordDelivery(ctx, { message: report("failed", { envid: "ntc_00000000000000000000000000" }) })).toBe(
      false,
    );
  });
});
