import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { notices } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { getPreferences } from "./get-preferences";
import { type NoticeKind, noticeKinds } from "./kinds";
import { savePreferences } from "./save-preferences";
import { unsubscribe, unsubscribeOffer } from "./unsubscribe";
import { unsubscribeAddress } from "./unsubscribe-address";
import { noticeTopics, refusableTopics } from "./views";
import { writeNotice } from "./write-notice";

useTestDatabase();
const clock = new ManualClock();
const ctx = jobCtx("test", clock);

let count = 0;
async function mailTo(recipient: string, kind: NoticeKind) {
  count += 1;
  const notice = { kind, merchantId: null, recipient, subject: kind, body: "Hello,\n\nwords.", onceKey: `p:${count}` };
  await inTransaction("test", (tx) => writeNotice(tx, ctx, notice));
  return (await db().select().from(notices).where(eq(notices.onceKey, notice.onceKey)))[0];
}
const tokenIn = (body: string | undefined) => /\/unsubscribe\?token=(\S+)/.exec(body ?? "")?.[1] ?? "";

describe("what a person wants to get", () => {
  it("is everything until they say otherwise, and then what they chose", async () => {
    const { ctx: member, user } = await makeMember({ clock });
    expect((await getPreferences(member)).every((choice) => choice.wanted)).toBe(true);
    await savePreferences(member, { wanted: ["billing"] });
    expect((await getPreferences(member)).filter((choice) => choice.wanted)).toEqual([
      { topic: "billing", wanted: true },
    ]);
    expect(await mailTo(user.email.toUpperCase(), "order_outcome")).toBeUndefined();
    expect(await mailTo("somebody.else@example.com", "order_outcome")).toBeDefined();
  });

  it("cannot refuse what the rules of the registries ask for, by form or by name", async () => {
    const { ctx: member, user } = await makeMember({ clock });
    await savePreferences(member, { wanted: [] });
    for (const kind of ["expiry_month", "expiry_week", "expired"] as const) {
      const mail = await mailTo(user.email, kind);
      expect(mail?.body, kind).toBe("Hello,\n\nwords.");
    }
    await expect(savePreferences(member, { wanted: ["registrant" as never] })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("is a choice about topics that exist: each kind of mail has one", () => {
    const topics = noticeTopics.map((each) => each.topic);
    for (const [kind, { topic }] of Object.entries(noticeKinds)) expect(topics, kind).toContain(topic);
  });
});

describe("the link that stops a kind of mail", () => {
  it("stands in each mail that may be refused, says what it stops, and stops that and no more", async () => {
    const { ctx: member, user } = await makeMember({ clock });
    const token = tokenIn((await mailTo(user.email, "order_outcome"))?.body);
    expect((await unsubscribeOffer(token)).title).toBe("Orders and transfers");
    await unsubscribe({ ...ctx, actor: { kind: "visitor" } }, { token });
    await unsubscribe({ ...ctx, actor: { kind: "visitor" } }, { token });
    const refused = (await getPreferences(member)).filter((choice) => !choice.wanted).map((choice) => choice.topic);
    expect(refused).toEqual(["orders"]);
    expect(await mailTo(user.email, "order_outcome")).toBeUndefined();
    expect(await mailTo(user.email, "renewal_60")).toBeDefined();
  });

  it("cannot be made for another person or topic", async () => {
    const [jo, sam] = [await makeMember({ clock }), await makeMember({ clock })];
    const token = unsubscribeAddress(jo.user.id, refusableTopics[0]!).page.split("=").at(-1)!;
    const [id, topic, signature] = token.split(".");
    for (const forged of [
      `${sam.user.id}.${topic}.${signature}`,
      `${id}.billing.${signature}`,
      `${id}.${topic}.`,
      `${id}.${topic}.${signature}x`,
      "",
      "a.b.c",
    ])
      await expect(unsubscribe(ctx, { token: forged }), forged).rejects.toMatchObject({ code: "not_found" });
  });
});
