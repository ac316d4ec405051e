import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeDomain, makeRegistrarAccount } from "@/db/factories";
import { cases, jobRuns, notices } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later, ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { runNotices } from "./run-notices";

const database = useTestDatabase();
const clock = new ManualClock("2026-11-20T09:00:00Z");
const ctx = jobCtx("notices", clock);
const start = clock.now();

beforeEach(async () => {
  await database.sql`truncate notices, cases, domains, job_runs, users cascade`;
  clock.set(start);
});

/** A name whose week before expiry has passed in silence. */
async function silentName() {
  const account = await makeRegistrarAccount({});
  return makeDomain({
    nameAscii: "silent.com",
    registrarAccountId: account.id,
    expiresAt: later(start, 3 * DAY),
    createdAt: later(start, -20 * DAY),
  });
}

describe("the hourly round of notices", () => {
  it("runs once an hour, whatever repeats", async () => {
    expect(await runNotices(ctx)).toMatchObject({ registrants: 0, missed: 0 });
    expect(await runNotices(ctx)).toBeNull();
    clock.advance(HOUR);
    expect(await runNotices(ctx)).not.toBeNull();
    expect((await db().select().from(jobRuns)).map((row) => row.period)).toEqual(["2026-11-20T09", "2026-11-20T10"]);
  });

  it("AN-25: makes a case of a notice that did not leave in time, and tells each admin of it once", async () => {
    const domain = await silentName();
    const { user } = await makeAdmin({ clock });
    await runNotices(ctx);
    clock.advance(HOUR);
    expect(await runNotices(ctx)).toMatchObject({ missed: 1 });
    const open = await db().select().from(cases).where(eq(cases.kind, "notice_missed"));
    expect(open.map((row) => [row.subjectId, row.facts.notice])).toEqual([[`${domain.id}:expiry_week`, "expiry_week"]]);
    const mails = () => db().select().from(notices).where(eq(notices.recipient, user.email));
    expect((await mails()).map((row) => row.subject)).toEqual(["silent.com: an expiry notice did not leave in time"]);
    await db().update(cases).set({ state: "closed", closedAt: clock.now() });
    clock.advance(DAY);
    await runNotices(ctx);
    expect(await mails()).toHaveLength(1);
    expect(await db().select().from(cases).where(eq(cases.state, "open"))).toEqual([]);
  });

  it("changes nothing when it is only tried", async () => {
    await silentName();
    expect(await runNotices(ctx, { dryRun: true })).toMatchObject({ registrants: 0 });
    expect(await db().select().from(cases)).toEqual([]);
    expect(await runNotices(ctx)).not.toBeNull();
  });
});
