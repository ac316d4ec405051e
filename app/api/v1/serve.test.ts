import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { apiTokens, auditLog, idempotencyKeys, memberships, merchants } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { apiLimits } from "@/lib/api/limits";
import { revokeToken } from "@/lib/api/revoke-token";
import { DAY } from "@/lib/kernel/clock";
import { type Sent, usePainter } from "./test-painter";

useTestDatabase();
const painter = usePainter();

describe("a request with a token", () => {
  it("acts for the token's shop and answers what the endpoint declares, and no field more", async () => {
    const answer = await painter.send();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ times: 1, merchant: painter.member.merchant.id });
    expect(answer.headers.get("location")).toBe("/api/v1/things/1");
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("leaves an audit row of the token and its answer, under the request's number and without the token", async () => {
    const answer = await painter.send();
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, painter.tokenId));
    const asked = rows.find((row) => row.action === "api.asked");
    expect(asked).toMatchObject({
      actorKind: "user",
      actorId: painter.member.user.id,
      merchantId: painter.member.merchant.id,
      requestId: answer.headers.get("x-request-id"),
      after: { operation: "paint", path: "/api/v1/things/wall/paint", status: 201 },
    });
    expect(JSON.stringify(rows)).not.toContain(painter.secret);
  });

  it("notes when the token was last used, at most once a minute", async () => {
    const used = async () =>
      (await db().select().from(apiTokens).where(eq(apiTokens.id, painter.tokenId)))[0]?.lastUsedAt;
    const first = painter.clock.now();
    await painter.send();
    painter.clock.advance(30_000);
    await painter.send();
    expect(await used()).toEqual(first);
    painter.clock.advance(31_000);
    await painter.send();
    expect(await used()).toEqual(painter.clock.now());
  });

  it("says how many requests are left and refuses those above the limit with the time to wait", async () => {
    const { capacity } = apiLimits.write;
    const first = await painter.send();
    expect(first.headers.get("ratelimit-policy")).toBe(`"write";q=${capacity};w=60`);
    expect(first.headers.get("ratelimit")).toBe(`"write";r=${capacity - 1}`);
    for (let i = 1; i < capacity; i++) await painter.send();
    const over = await painter.send();
    expect(over.status).toBe(429);
    expect(over.headers.get("retry-after")).toBe("1");
    expect(over.headers.get("ratelimit")).toBe('"write";r=0');
    expect(painter.done).toBe(capacity);
    expect((await painter.look()).status).toBe(200);
  });
});

describe("a request that may not", () => {
  const refused = { type: "/api/docs#unauthenticated", code: "unauthenticated", status: 401 };

  it("is a 401 problem without a token, with a cookie in its place, with another scheme or with nonsense", async () => {
    const tries: Sent[] = [
      { token: null },
      { token: null, headers: { cookie: "nameplate.session=x" } },
      { token: null, headers: { authorization: "Basic abc" } },
      { token: null, headers: { authorization: "Bearer " } },
      { token: "np_live_short" },
      { token: `${painter.secret.slice(0, -1)}${painter.secret.endsWith("A") ? "B" : "A"}` },
      { token: painter.secret.toUpperCase() },
      { token: `${painter.secret}'--` },
    ];
    for (const each of tries) {
      const answer = await painter.send(each);
      expect(answer.body).toMatchObject(refused);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(JSON.stringify(answer.body)).not.toContain(each.token ?? painter.secret);
    }
    expect(painter.done).toBe(0);
  });

  it("is refused from the moment the token is revoked, is past its day, or its maker has left the shop", async () => {
    const second = await painter.tokenOf(painter.member.ctx, ["domains:write"], "never");
    await revokeToken(painter.member.ctx, { tokenId: second.id });
    expect((await painter.send({ token: second.secret })).status).toBe(401);

    painter.clock.advance(30 * DAY - 1);
    expect((await painter.send()).status).toBe(201);
    painter.clock.advance(1);
    expect((await painter.send()).status).toBe(401);
  });

  it("is read only for a token of a suspended shop, and of a painter.member whose role became that", async () => {
    const forMerchant = eq(merchants.id, painter.member.merchant.id);
    await db().update(merchants).set({ state: "suspended" }).where(forMerchant);
    expect((await painter.send()).status).toBe(403);
    expect((await painter.look()).status).toBe(200);
    await db().update(merchants).set({ state: "active" }).where(forMerchant);
    await db().update(memberships).set({ role: "read_only" }).where(eq(memberships.userId, painter.member.user.id));
    expect((await painter.send()).body).toMatchObject({ status: 403, code: "forbidden" });
    expect(painter.done).toBe(0);
  });

  it("is a 403 that names the scope it lacks", async () => {
    const { secret: other } = await painter.tokenOf(painter.member.ctx, ["domains:read", "billing:write"]);
    const answer = await painter.send({ token: other });
    expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
    expect(answer.headers.get("www-authenticate")).toContain('scope="domains:write"');
    expect(painter.done).toBe(0);
  });

  it("is slowed down when one address keeps sending tokens that do not work", async () => {
    const headers = { "x-forwarded-for": "198.51.100.7" };
    const token = `np_live_${"A".repeat(43)}`;
    const statuses = [];
    for (let i = 0; i < 61; i++) statuses.push((await painter.send({ token, headers })).status);
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([401]));
    expect(statuses[60]).toBe(429);
    expect((await painter.send({ headers })).status).toBe(201);
  });
});

describe("a request that is not valid", () => {
  it.each<[string, Sent, number, string[]]>([
    ["with a value outside the list", { body: { colour: "green" } }, 422, ["colour"]],
    ["with a field that nobody knows", { body: { colour: "red", admin: true } }, 422, ["form"]],
    ["with two wrong fields", { body: { colour: 7, note: "too long" } }, 422, ["colour", "note"]],
    ["with a list as body", { body: [] }, 422, ["form"]],
    ["without a body", { raw: "" }, 422, ["colour"]],
    ["that is not JSON", { raw: "{" }, 400, []],
    ["of another type", { headers: { "content-type": "text/plain" } }, 400, []],
    ["with a query out of bounds", { query: "?coats=4" }, 422, ["coats"]],
    ["with a query that nobody knows", { query: "?page=2" }, 422, ["form"]],
    ["with a query given twice", { query: "?coats=1&coats=2" }, 422, ["coats"]],
    ["with an idempotency key of spaces", { key: "a b" }, 422, ["Idempotency-Key"]],
    ["with an idempotency key of 256 characters", { key: "k".repeat(256) }, 422, ["Idempotency-Key"]],
    ["of a megabyte and more", { raw: JSON.stringify({ colour: "red", note: "x".repeat(1_000_001) }) }, 413, []],
    ["at an address that can be nothing", { name: "WALL" }, 404, []],
  ])("%s is a problem that names the fields", async (_, sent, status, fields) => {
    const answer = await painter.send(sent);
    expect(answer.status).toBe(status);
    const errors = (answer.body.errors ?? []) as { field: string; message: string }[];
    expect(errors.map(({ field }) => field)).toEqual(fields);
    expect(answer.body.detail).not.toBe("");
    expect(painter.done).toBe(0);
    expect(await db().select().from(idempotencyKeys)).toEqual([]);
  });

  it("fails as an error of ours without a word of what failed, and with the number to ask about", async () => {
    painter.refusal = new Error("relation secrets does not exist");
    const answer = await painter.send();
    expect(answer.body).toMatchObject({
      status: 500,
      code: "internal",
      request_id: answer.headers.get("x-request-id"),
    });
    expect(JSON.stringify(answer.body)).not.toContain("relation");
  });
});
