import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { notices, outbox } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { sendNotice } from "./send-notice";
import { writeNotice } from "./write-notice";
import type { Notice } from "./write-notices";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock());
afterEach(() => {
  delete process.env.SMTP_URL;
  resetEnv();
});

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

/** A mail server as far as one mail needs it; answers what was written to it. */
async function mailServer() {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 mail.test ESMTP\r\n");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        lines.push(line);
        if (inData) {
          if (line !== ".") continue;
          inData = false;
          socket.write("250 kept\r\n");
        } else if (line === "DATA") {
          inData = true;
          socket.write("354 go on\r\n");
        } else socket.write(line.startsWith("QUIT") ? "221 bye\r\n" : "250 fine\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    lines,
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

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
    const server = await mailServer();
    process.env.SMTP_URL = `smtp://127.0.0.1:${server.port}`;
    resetEnv();
    await write(notice("ord_3:outcome"));
    const { id } = await rowOf("ord_3:outcome");
    await sendNotice(ctx, { noticeId: id });
    await sendNotice(ctx, { noticeId: id });
    await server.close();
    const text = server.lines.join("\n");
    expect(text).toContain("RCPT TO:<jo@example.com>");
    expect(text).toContain("From: Nameplate <support@nameplate.test>");
    expect(text).toContain("Subject: quiet.com is yours");
    expect(text).toContain(`Message-ID: <${id}@`);
    expect(server.lines.filter((line) => line.startsWith("MAIL FROM"))).toHaveLength(1);
  });

  it("for nobody, or of nobody, sends nothing", async () => {
    await expect(sendNotice(ctx, { noticeId: "ntc_none" })).resolves.toBeUndefined();
    const { ctx: member } = await makeMember();
    await expect(sendNotice(member, { noticeId: "ntc_none" })).rejects.toMatchObject({ code: "not_found" });
  });
});
