import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { notices, outbox } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { sendNotice } from "./send-notice";
import { useMailServer } from "./test-mail-server";
import { writeNotice } from "./write-notice";
import type { Notice } from "./write-notices";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock());
const openMailServer = useMailServer();

const notice = (onceKey: string, given: Partial<Notice> = {}): Notice => ({
  kind: "order_outcome",
  merchantId: null,
  recipient: "jo@example.com",
  subject: "quiet.com is yours",
  body: "Hello Jo,\n\nRegistered: quiet.com.",
  onceKey,
  ...given,
});
const write = (given: Notice) => inTransaction("test", (tx) => writeNotice(tx, ctx, given));
const rowOf = async (onceKey: string) => (await db().select().from(notices).where(eq(notices.onceKey, onceKey)))[0]!;

describe("a notice", () => {
  it("is written once, with the fact it tells, and is due at once", async () => {
    await write(notice("ord_1:outcome"));
    await write(notice("ord_1:outcome", { subject: "Something else" }));
    const row = await rowOf("ord_1:outcome");
    expect(row).toMatchObject({ subject: "quiet.com is yours", sentAt: null });
    expect(await db().select().from(outbox)).toMatchObject([{ name: "notice/due", data: { noticeId: row.id } }]);
  });

  it("without a mail server stays on this machine for the admin to read, and counts as sent", async () => {
    await write(notice("ord_2:outcome"));
    const { id } = await rowOf("ord_2:outcome");
    await sendNotice(ctx, { noticeId: id });
    expect(await rowOf("ord_2:outcome")).toMatchObject({ sentAt: ctx.clock.now() });
  });

  it("is sent to the server of the environment, as from the platform, and once", async () => {
    const lines = await openMailServer();
    await write(notice("ord_3:outcome"));
    const { id } = await rowOf("ord_3:outcome");
    await sendNotice(ctx, { noticeId: id });
    await sendNotice(ctx, { noticeId: id });
    const text = lines.join("\n");
    expect(text).toContain("RCPT TO:<jo@example.com>");
    expect(text).toContain("From: Nameplate <support@nameplate.test>");
    expect(text).toContain("Subject: quiet.com is yours");
    expect(text).toContain(`Message-ID: <${id}@`);
    expect(lines.filter((line) => line.startsWith("MAIL FROM"))).toHaveLength(1);
  });

  it("for nobody, or of nobody, sends nothing", async () => {
    await expect(sendNotice(ctx, { noticeId: "ntc_none" })).resolves.toBeUndefined();
    const { ctx: member } = await makeMember();
    await expect(sendNotice(member, { noticeId: "ntc_none" })).rejects.toMatchObject({ code: "not_found" });
  });
});
