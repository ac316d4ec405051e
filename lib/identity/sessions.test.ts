import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { DAY, ManualClock, MINUTE } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { changePassword } from "./change-password";
import type { NewSession } from "./create-session";
import { getProfile } from "./get-profile";
import { listSessions } from "./list-sessions";
import { readSession } from "./read-session";
import { revokeOtherSessions } from "./revoke-other-sessions";
import { revokeSession } from "./revoke-session";
import { saveProfile } from "./save-profile";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";
import { touchSession } from "./touch-session";

const database = useTestDatabase();
const password = "four words and a dog";
const clock = new ManualClock();
const visitor: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock, requestId: newId("request") };
const device = { ip: "192.0.2.1", userAgent: "Firefox" };
const holds = async (session: NewSession) => (await readSession(session.sessionId, clock)) !== null;

let people = 0;
async function person() {
  const email = `person${++people}@example.test`;
  const first = await signUp(visitor, { name: `Person ${people}`, email, password }, device);
  return { email, first, again: () => signIn(visitor, { email, password }, device), ctx: await ctxOf(first) };
}

async function ctxOf(session: NewSession): Promise<Ctx> {
  const live = await readSession(session.sessionId, clock);
  if (!live) throw new Error("The session does not hold.");
  return { actor: live.actor, merchantId: live.merchantId, clock, requestId: newId("request") };
}

describe("sessions", () => {
  it("get a new id with each sign-in", async () => {
    const { first, again } = await person();
    expect((await again()).sessionId).not.toBe(first.sessionId);
  });

  it("are listed with the last used first, and only one's own", async () => {
    const { first, again, ctx } = await person();
    await person();
    const second = await again();
    clock.advance(10 * MINUTE);
    await touchSession(first.sessionId, clock);
    const rows = await listSessions(ctx);
    expect(rows.map((row) => row.id)).toEqual([first.sessionId, second.sessionId]);
    expect(rows[0]).toMatchObject({ device: "Firefox", ip: "192.0.2.1", lastSeenAt: clock.now().toISOString() });
  });

  it("are touched at most once in five minutes", async () => {
    const { first } = await person();
    const signedInAt = clock.now();
    clock.advance(4 * MINUTE);
    await touchSession(first.sessionId, clock);
    expect((await readSession(first.sessionId, clock))?.lastSeenAt).toEqual(signedInAt);
  });

  it("end with a revocation, at the next read", async () => {
    const { first, again, ctx } = await person();
    const second = await again();
    await revokeSession(ctx, { sessionId: second.sessionId });
    expect(await holds(second)).toBe(false);
    expect(await holds(first)).toBe(true);
  });

  it("of another person are not found", async () => {
    const { ctx } = await person();
    const { first: other } = await person();
    await expect(revokeSession(ctx, { sessionId: other.sessionId })).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeSession(ctx, { sessionId: "ses_none" })).rejects.toMatchObject({ code: "not_found" });
    expect(await holds(other)).toBe(true);
  });

  it("end all but this one on request", async () => {
    const { first, again, ctx } = await person();
    const others = [await again(), await again()];
    expect(await revokeOtherSessions(ctx, { keepSessionId: first.sessionId })).toBe(2);
    expect(await Promise.all([first, ...others].map(holds))).toEqual([true, false, false]);
  });

  it("end by themselves after thirty days", async () => {
    const { first } = await person();
    clock.advance(30 * DAY - MINUTE);
    expect(await holds(first)).toBe(true);
    clock.advance(MINUTE);
    expect(await holds(first)).toBe(false);
  });

  it("of a member who was removed do not hold, and of a suspended merchant may only look", async () => {
    const { first, ctx } = await person();
    await database.sql`update merchants set state = 'suspended' where id = ${ctx.merchantId}`;
    expect((await readSession(first.sessionId, clock))?.actor).toMatchObject({ role: "read_only" });
    await database.sql`delete from memberships where merchant_id = ${ctx.merchantId}`;
    expect(await holds(first)).toBe(false);
  });

  it("write an audit row each, and no password with it", async () => {
    const { ctx } = await person();
    const userId = "userId" in ctx.actor ? ctx.actor.userId : "";
    const rows = await database.sql`select action from audit_log where subject_id = ${userId} order by id`;
    expect(rows.map((row) => row.action)).toEqual(["user.signed_up", "session.created"]);
    const [leak] =
      await database.sql`select count(*)::int as n from audit_log where audit_log::text like ${`%${password}%`}`;
    expect(leak?.n).toBe(0);
  });
});

describe("changing the password", () => {
  it("asks for the current one, ends the other sessions and lets only the new one in", async () => {
    const { email, first, again, ctx } = await person();
    const other = await again();
    const keep = { keepSessionId: first.sessionId };
    await expect(
      changePassword(ctx, { currentPassword: "a wrong password", newPassword: "another good one", ...keep }),
    ).rejects.toMatchObject({ code: "invalid", fields: { currentPassword: expect.any(String) } });
    expect(await changePassword(ctx, { currentPassword: password, newPassword: "another good one", ...keep })).toBe(1);
    expect(await Promise.all([first, other].map(holds))).toEqual([true, false]);
    await expect(again()).rejects.toMatchObject({ code: "unauthenticated" });
    await signIn(visitor, { email, password: "another good one" }, device);
  });

  it("stops after ten tries, right or wrong", async () => {
    const { first, ctx } = await person();
    const input = {
      currentPassword: "a wrong password",
      newPassword: "another good one",
      keepSessionId: first.sessionId,
    };
    for (let i = 0; i < 10; i++) await changePassword(ctx, input).catch(() => {});
    await expect(changePassword(ctx, { ...input, currentPassword: password })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("the profile", () => {
  it("is saved by its owner, name and country and all", async () => {
    const { ctx } = await person();
    await saveProfile(ctx, { name: "Zoë", merchantName: "Zoë's Bakery", country: "DE" });
    expect(await getProfile(ctx)).toMatchObject({ name: "Zoë", merchant: { name: "Zoë's Bakery", country: "DE" } });
  });

  it("of the merchant stays as it is when staff try", async () => {
    const { ctx } = await person();
    const staff: Ctx = { ...ctx, actor: { ...ctx.actor, role: "staff" } as Ctx["actor"] };
    await expect(saveProfile(staff, { name: "S", merchantName: "Taken over" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await saveProfile(staff, { name: "Staff" })).name).toBe("Staff");
  });
});
