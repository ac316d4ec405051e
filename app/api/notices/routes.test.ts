import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { GET as calendar } from "@/app/calendar/[secret]/route";
import { db } from "@/db/client";
import { makeAdmin, makeMember } from "@/db/factories";
import { noticePreferences, notices } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { newId } from "@/lib/kernel/ids";
import { deliverySetup } from "@/lib/notices/delivery-setup";
import { resetCalendar } from "@/lib/notices/reset-calendar";
import { unsubscribeAddress } from "@/lib/notices/unsubscribe-address";
import { POST as report } from "./reports/[secret]/route";
import { POST as stop } from "./unsubscribe/[token]/route";

useTestDatabase();

const lastPart = (url: string) => url.split("/").at(-1)!;
const from = (url: string, init: RequestInit = {}) =>
  new Request(url, { ...init, headers: { "x-forwarded-for": "192.0.2.1", ...init.headers } });

describe("addresses that are their own key", () => {
  it("a mail program stops a kind of mail by one request from anywhere, and by no other address (RFC 8058)", async () => {
    const { user } = await makeMember();
    const { oneClick } = unsubscribeAddress(user.id, "orders");
    const post = (token: string) =>
      stop(
        from(oneClick, {
          method: "POST",
          body: "List-Unsubscribe=One-Click",
          headers: { origin: "https://mail.test" },
        }),
        {
          params: Promise.resolve({ token }),
        },
      );
    expect((await post(`${lastPart(oneClick)}x`)).status).toBe(404);
    expect(await db().select().from(noticePreferences)).toEqual([]);
    expect((await post(lastPart(oneClick))).status).toBe(204);
    expect(await db().select().from(noticePreferences)).toMatchObject([
      { userId: user.id, topic: "orders", wanted: false },
    ]);
  });

  it("a mail server reports at the secret address alone, at most a megabyte", async () => {
    const { ctx } = await makeAdmin();
    const { reportsUrl } = deliverySetup(ctx);
    const id = newId("notice");
    await db().insert(notices).values({
      id,
      kind: "order_outcome",
      recipient: "jo@example.com",
      subject: "s",
      body: "b",
      onceKey: id,
      createdAt: ctx.clock.now(),
    });
    const body = `Original-Envelope-Id: ${id}\r\nAction: delivered\r\n`;
    const post = (secret: string, text: string) =>
      report(from(reportsUrl, { method: "POST", body: text, headers: { "content-length": String(text.length) } }), {
        params: Promise.resolve({ secret }),
      });
    const secret = lastPart(reportsUrl);
    expect((await post("guessed", body)).status).toBe(404);
    expect((await post(secret, "x".repeat(1_000_001))).status).toBe(413);
    expect(await (await post(secret, "nothing of ours")).json()).toEqual({ known: false });
    expect(await (await post(secret, body)).json()).toEqual({ known: true });
    const [row] = await db().select().from(notices).where(eq(notices.id, id));
    expect(row?.deliveredAt).not.toBeNull();
  });

  it("a calendar program reads a calendar without signing in, and is told when nothing has changed", async () => {
    const { ctx } = await makeMember();
    const { url } = await resetCalendar(ctx);
    const get = (secret: string, headers: Record<string, string> = {}) =>
      calendar(from(url, { headers }), { params: Promise.resolve({ secret }) });
    const first = await get(lastPart(url));
    expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(await first.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
    const again = await get(lastPart(url), { "if-none-match": first.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
    expect((await get("a".repeat(32))).status).toBe(404);
  });
});
