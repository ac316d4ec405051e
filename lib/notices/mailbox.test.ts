import { describe, expect, it } from "vitest";
import { makeAdmin, makeMember } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { type NoticeKind, noticeKinds } from "./kinds";
import { listMail } from "./list-mail";
import { mailKinds, previewMail } from "./mail-kinds";
import { readMail } from "./read-mail";
import { sendNotice } from "./send-notice";
import { writeNotices } from "./write-notices";

useTestDatabase();
const clock = new ManualClock();
const job = jobCtx("test", clock);

const write = (kind: NoticeKind, recipient: string) =>
  inTransaction("test", (tx) =>
    writeNotices(tx, job, [
      {
        kind,
        merchantId: null,
        recipient,
        subject: `About ${kind}`,
        body: "Hello,\n\n<b>words</b>.",
        onceKey: `${kind}:${recipient}`,
      },
    ]),
  );

describe("the mailbox", () => {
  it("shows every mail that was written by address, subject, kind and fate, a page at a time, as text and as page", async () => {
    const { ctx } = await makeAdmin({ clock });
    const [first] = await write("order_outcome", "jo@example.com");
    clock.advance(1000);
    const [second] = await write("expired", "sam@example.com");
    await sendNotice(job, { noticeId: second! });
    expect((await listMail(ctx)).rows.map((row) => [row.id, row.state])).toEqual([
      [second, "kept"],
      [first, "unsent"],
    ]);
    expect((await listMail(ctx, { query: "JO@" })).rows.map((row) => row.id)).toEqual([first]);
    expect((await listMail(ctx, { query: "j_@" })).rows).toEqual([]);
    expect((await listMail(ctx, { state: "unsent" })).total).toBe(1);
    expect((await listMail(ctx, { kind: "expired" })).rows.map((row) => row.id)).toEqual([second]);
    const page = await listMail(ctx, { limit: 1 });
    expect(page).toMatchObject({ next: second, total: 2 });
    expect((await listMail(ctx, { limit: 1, after: page.next! })).rows.map((row) => row.id)).toEqual([first]);
    const mail = await readMail(ctx, second!);
    expect(mail).toMatchObject({ body: "Hello,\n\n<b>words</b>.", state: "kept", domain: null });
    expect(mail.html).toContain("&lt;b&gt;words&lt;/b&gt;");
  });

  it("knows every kind there is, and what those that time makes due look like", async () => {
    const { ctx } = await makeAdmin({ clock });
    const kinds = await mailKinds(ctx);
    expect(kinds.map((each) => each.kind).sort()).toEqual(Object.keys(noticeKinds).sort());
    expect(kinds.find((each) => each.kind === "expired")).toMatchObject({ policy: true, written: 1 });
    for (const kind of ["expiry_month", "expiry_week", "expired", "renewal_60", "renewal_1", "verify_0", "verify_14"])
      expect((await previewMail(ctx, kind))?.body, kind).toMatch(/^Hello Robin,\n\n.+example\.com/s);
    expect(await previewMail(ctx, "order_outcome")).toBeNull();
  });

  it("is the admins' alone", async () => {
    const { ctx } = await makeMember({ clock });
    for (const read of [
      () => listMail(ctx),
      () => readMail(ctx, "ntc_1"),
      () => mailKinds(ctx),
      () => previewMail(ctx, "expired"),
    ])
      await expect(read()).rejects.toMatchObject({ code: "not_found" });
  });
});
