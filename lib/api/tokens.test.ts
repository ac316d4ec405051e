import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin, makeMember, memberCtx } from "@/db/factories";
import { apiTokens, auditLog } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, ManualClock } from "@/lib/kernel/clock";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { readToken } from "./read-token";
import { revokeToken } from "./revoke-token";

useTestDatabase();
const wish = { name: "Shop robot", scopes: ["domains:read"], lifeDays: "30" };

describe("a token", () => {
  it("is 32 random bytes behind its prefix, of which the table keeps a hash and the first letters", async () => {
    const { ctx } = await makeMember();
    const { id, secret } = await createToken(ctx, wish);
    const [row] = await db().select().from(apiTokens).where(eq(apiTokens.id, id));
    expect(secret).toMatch(/^np_live_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(secret.slice(8), "base64url")).toHaveLength(32);
    expect(row?.prefix).toBe(secret.slice(0, 12));
    expect(JSON.stringify(row)).not.toContain(secret.slice(12));
  });

  it("is told in the audit log when it is made and ended, without its secret", async () => {
    const { ctx, user } = await makeMember();
    const { id, secret } = await createToken(ctx, wish);
    await revokeToken(ctx, { tokenId: id });
    await revokeToken(ctx, { tokenId: id });
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(auditLog.id);
    expect(rows.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["api_token.created", user.id],
      ["api_token.revoked", user.id],
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
  });

  it("is listed with its maker and state: those that work first, then the newest", async () => {
    const clock = new ManualClock();
    const { ctx, user } = await makeMember({ clock });
    const short = await createToken(ctx, { ...wish, name: "Short" });
    clock.advance(1000);
    const ended = await createToken(ctx, { ...wish, name: "Ended", lifeDays: "never" });
    await revokeToken(ctx, { tokenId: ended.id });
    clock.advance(30 * DAY);
    const live = await createToken(ctx, {
      ...wish,
      name: "Live",
      lifeDays: "365",
      scopes: ["billing:read", "billing:read"],
    });
    const rows = await listTokens(ctx);
    expect(rows.map(({ id, state, canRevoke }) => [id, state, canRevoke])).toEqual([
      [live.id, "live", true],
      [ended.id, "revoked", false],
      [short.id, "expired", false],
    ]);
    expect(rows[0]).toMatchObject({ madeBy: user.name, scopes: ["billing:read"], lastUsedAt: null });
    expect(rows[0]?.expiresAt).toBe(new Date(clock.now().getTime() + 365 * DAY).toISOString());
    expect(rows[1]?.expiresAt).toBeNull();
    expect(JSON.stringify(rows)).not.toContain(live.secret.slice(12));
  });

  it("is not there for another shop, neither to see nor to end", async () => {
    const [one, other] = [await makeMember(), await makeMember()];
    const { id, secret } = await createToken(one.ctx, wish);
    expect(await listTokens(other.ctx)).toEqual([]);
    await expect(revokeToken(other.ctx, { tokenId: id })).rejects.toMatchObject({ code: "not_found" });
    expect(await readToken(secret, one.ctx.clock)).toMatchObject({ merchantId: one.merchant.id });
  });

  it("is ended by its maker and by owners, not by other staff", async () => {
    const owner = await makeMember();
    const staff = await makeMember({ merchant: owner.merchant, role: "staff" });
    const { id } = await createToken(owner.ctx, wish);
    const theirs = await createToken(staff.ctx, wish);
    await expect(revokeToken(staff.ctx, { tokenId: id })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listTokens(staff.ctx)).map((row) => [row.id, row.canRevoke])).toEqual([
      [theirs.id, true],
      [id, false],
    ]);
    await revokeToken(owner.ctx, { tokenId: theirs.id });
    expect(await readToken(theirs.secret, owner.ctx.clock)).toBeNull();
  });

  it("is made by members who may change things, and by nobody else", async () => {
    const { merchant } = await makeMember();
    const viewer = await makeMember({ merchant, role: "read_only" });
    const admin = await makeAdmin();
    await expect(createToken(viewer.ctx, wish)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createToken(admin.ctx, wish)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await db().$count(apiTokens, eq(apiTokens.merchantId, merchant.id))).toBe(0);
  });

  it("cannot be made for a shop that its maker is no member of", async () => {
    const [one, other] = [await makeMember(), await makeMember()];
    await expect(createToken(memberCtx(one.user.id, other.merchant.id), wish)).rejects.toThrow();
  });

  it.each<[string, object, string]>([
    ["without a name", { name: " " }, "name"],
    ["with a name of 61 letters", { name: "x".repeat(61) }, "name"],
    ["with a line break in its name", { name: "a\nb" }, "name"],
    ["without a scope", { scopes: [] }, "scopes"],
    ["with a scope that does not exist", { scopes: ["admin:all"] }, "scopes"],
    ["for a life of its own choosing", { lifeDays: "100000" }, "lifeDays"],
  ])("%s is refused with the field named", async (_, change, field) => {
    const { ctx } = await makeMember();
    const refusal = await createToken(ctx, { ...wish, ...change }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "invalid" });
    expect(Object.keys((refusal as { fields: object }).fields)).toEqual([field]);
  });

  it("takes one scope as a form with one tick sends it", async () => {
    const { ctx } = await makeMember();
    await createToken(ctx, { ...wish, scopes: "billing:write" });
    expect((await listTokens(ctx))[0]?.scopes).toEqual(["billing:write"]);
  });

  it("is one of at most fifty that work, also under two clicks at once", async () => {
    const { ctx } = await makeMember();
    for (let i = 0; i < 49; i++) await createToken(ctx, wish);
    const two = await Promise.allSettled([createToken(ctx, wish), createToken(ctx, wish)]);
    expect(two.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [first] = await listTokens(ctx);
    await revokeToken(ctx, { tokenId: first?.id ?? "" });
    await createToken(ctx, wish);
  });
});
