import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { DAY, ManualClock, MINUTE, SECOND } from "@/lib/kernel/clock";
import { forgetIdleLimits, RateLimited, requireToken, returnToken, takeToken } from "./rate-limit";

const database = useTestDatabase();
const limit = { capacity: 3, refillPerMinute: 6 };

describe("the token bucket", () => {
  it("gives as many tokens as it holds, then says how long to wait", async () => {
    const clock = new ManualClock();
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await takeToken("burst", limit, clock));
    expect(answers).toEqual([
      { ok: true, remaining: 2 },
      { ok: true, remaining: 1 },
      { ok: true, remaining: 0 },
      { ok: false, retryAfterSeconds: 10 },
    ]);
  });

  it("fills by time up to its capacity and no further", async () => {
    const clock = new ManualClock();
    for (let i = 0; i < 3; i++) await takeToken("refill", limit, clock);
    clock.advance(9 * SECOND);
    expect((await takeToken("refill", limit, clock)).ok).toBe(false);
    clock.advance(1 * SECOND);
    expect((await takeToken("refill", limit, clock)).ok).toBe(true);
    clock.advance(60 * MINUTE);
    const taken = [];
    for (let i = 0; i < 4; i++) taken.push((await takeToken("refill", limit, clock)).ok);
    expect(taken).toEqual([true, true, true, false]);
  });

  it("keeps slow refills exact: ten in fifteen minutes is one in ninety seconds", async () => {
    const slow = { capacity: 10, refillPerMinute: 10 / 15 };
    const clock = new ManualClock();
    for (let i = 0; i < 10; i++) await takeToken("slow", slow, clock);
    clock.advance(89 * SECOND);
    expect((await takeToken("slow", slow, clock)).ok).toBe(false);
    clock.advance(2 * SECOND);
    expect((await takeToken("slow", slow, clock)).ok).toBe(true);
  });

  it("is not fooled by a clock that goes back", async () => {
    const clock = new ManualClock();
    for (let i = 0; i < 3; i++) await takeToken("back", limit, clock);
    clock.advance(-60 * MINUTE);
    expect((await takeToken("back", limit, clock)).ok).toBe(false);
  });

  it("never gives more than it holds to many callers at once", async () => {
    const clock = new ManualClock();
    const taken = await Promise.all(Array.from({ length: 40 }, () => takeToken("race", limit, clock)));
    expect(taken.filter((answer) => answer.ok)).toHaveLength(3);
  });

  it("takes a token back, but never above its capacity", async () => {
    const clock = new ManualClock();
    await takeToken("return", limit, clock);
    for (let i = 0; i < 5; i++) await returnToken("return", limit);
    const taken = [];
    for (let i = 0; i < 4; i++) taken.push((await takeToken("return", limit, clock)).ok);
    expect(taken).toEqual([true, true, true, false]);
  });

  it("refuses with a kind sentence and the wait", async () => {
    const clock = new ManualClock();
    const tight = { capacity: 1, refillPerMinute: 0.5 };
    await requireToken("said", tight, clock, "You searched a lot.");
    const refusal = await requireToken("said", tight, clock, "You searched a lot.").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RateLimited);
    expect(refusal).toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: 120,
      message: "You searched a lot. Nothing was changed or charged. Wait 2 minutes and try again.",
    });
  });

  it("forgets buckets that rested for a day and keeps the others", async () => {
    const clock = new ManualClock("2027-05-01T00:00:00Z");
    await takeToken("old", limit, clock);
    clock.advance(DAY + MINUTE);
    await takeToken("new", limit, clock);
    await forgetIdleLimits(clock);
    const keys = await database.sql`select key from rate_limits where key in ('old', 'new')`;
    expect(keys.map((row) => row.key)).toEqual(["new"]);
  });
});
