import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { domains } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, later, ManualClock } from "@/lib/kernel/clock";
import { hasCalendar } from "./has-calendar";
import { type CalendarEntry, ical } from "./ical";
import { merchantCalendar } from "./merchant-calendar";
import { resetCalendar } from "./reset-calendar";
import { stopCalendar } from "./stop-calendar";

useTestDatabase();
const clock = new ManualClock("2026-11-20T12:00:00Z");

const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: "expiry-dom_1@example.com",
  changedAt: clock.now(),
  day: new Date("2027-02-28T22:00:00Z"),
  title: "quiet.com runs out",
  text: "Words.",
  url: "https://example.com/domains/dom_1",
  alarmDays: [],
  ...given,
});
/** Lines as a reader puts them together again. */
const unfolded = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");

describe("a calendar (RFC 5545)", () => {
  it("has whole days that end the day after, in UTC", () => {
    const lines = unfolded(ical("Shop", [entry()]));
    expect(lines).toContain("DTSTART;VALUE=DATE:20270228");
    expect(lines).toContain("DTEND;VALUE=DATE:20270301");
    expect(lines).toContain("DTSTAMP:20261120T120000Z");
    expect(lines.slice(0, 2)).toEqual(["BEGIN:VCALENDAR", "VERSION:2.0"]);
    expect(lines.slice(-2)).toEqual(["END:VCALENDAR", ""]);
  });

  it("escapes what anybody may have written, so that no text becomes a property", () => {
    const lines = unfolded(ical("A; b, c\\d", [entry({ title: "x\r\nEND:VCALENDAR\nATTACH:evil", text: "a,b;c" })]));
    expect(lines).toContain("NAME:A\\; b\\, c\\\\d");
    expect(lines).toContain("SUMMARY:x\\nEND:VCALENDAR\\nATTACH:evil");
    expect(lines).toContain("DESCRIPTION:a\\,b\\;c");
    expect(lines.filter((line) => line.startsWith("ATTACH"))).toEqual([]);
  });

  it("folds lines at 75 octets and never inside a character", () => {
    const title = `${"ü".repeat(90)}🌿${"漢".repeat(60)}`;
    const text = ical("Shop", [entry({ title })]);
    for (const line of text.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain("\ufffd");
    }
    expect(unfolded(text)).toContain(`SUMMARY:${title}`);
  });
});

describe("the calendar of a merchant", () => {
  it("is read at a secret address, without signing in, until there is another or none", async () => {
    const member = await makeMember({ clock });
    const account = await makeRegistrarAccount({});
    const of = { merchantId: member.merchant.id, registrarAccountId: account.id };
    const kept = await makeDomain({ ...of, nameAscii: "kept.com", expiresAt: later(clock.now(), 40 * DAY) });
    await makeDomain({ ...of, nameAscii: "gone.com", registration: "transferred_away" });
    await makeDomain({ nameAscii: "foreign.com", registrarAccountId: account.id });
    expect(await hasCalendar(member.ctx)).toBe(false);
    const { url } = await resetCalendar(member.ctx);
    const secret = url.split("/").at(-1)!;
    const text = await merchantCalendar(secret);
    expect(text).toContain("SUMMARY:kept.com renews by this day");
    expect(unfolded(text).filter((line) => line.startsWith("UID"))).toEqual([`UID:expiry-${kept.id}@localhost`]);

    await db()
      .update(domains)
      .set({ expiresAt: later(clock.now(), 405 * DAY) })
      .where(eq(domains.id, kept.id));
    expect(unfolded(await merchantCalendar(secret))).toContain(`UID:expiry-${kept.id}@localhost`);

    const next = (await resetCalendar(member.ctx)).url.split("/").at(-1)!;
    await expect(merchantCalendar(secret)).rejects.toMatchObject({ code: "not_found" });
    expect(await merchantCalendar(next)).toContain("kept.com");
    await stopCalendar(member.ctx);
    expect(await hasCalendar(member.ctx)).toBe(false);
    await expect(merchantCalendar(next)).rejects.toMatchObject({ code: "not_found" });
  });

  it("has no address that can be guessed, and none that a viewer may change", async () => {
    const viewer = await makeMember({ role: "read_only", clock });
    await expect(resetCalendar(viewer.ctx)).rejects.toMatchObject({ code: "forbidden" });
    for (const secret of ["", "null", "%", "a".repeat(32), "a".repeat(64)])
      await expect(merchantCalendar(secret), secret).rejects.toMatchObject({ code: "not_found" });
  });
});
