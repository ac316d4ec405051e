import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { apiTokens, auditLog, idempotencyKeys, memberships, merchants } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { createToken } from "@/lib/api/create-token";
import { endpoint } from "@/lib/api/endpoint";
import { forgetIdempotencyKeys } from "@/lib/api/forget-idempotency-keys";
import { apiLimits } from "@/lib/api/limits";
import { ApiRefusal } from "@/lib/api/problem";
import { revokeToken } from "@/lib/api/revoke-token";
import type { ApiScope } from "@/lib/api/scopes";
import { DAY, HOUR, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { serve } from "./serve";

const database = useTestDatabase();
let clock: ManualClock;
let member: Awaited<ReturnType<typeof makeMember>>;
let secret: string;
let tokenId: string;

async function tokenOf(ctx: Ctx, scopes: ApiScope[] = ["domains:write"], lifeDays = "30") {
  return createToken(ctx, { name: "Shop robot", scopes, lifeDays });
}

beforeEach(async () => {
  clock = new ManualClock();
  member = await makeMember({ clock });
  ({ secret, id: tokenId } = await tokenOf(member.ctx));
});

/** A write that counts how often it was done, and refuses as it is told. */
let done = 0;
let refusal: Error | null = null;
let gate: Promise<void> | null = null;
const paint = endpoint({
  id: "paint",
  method: "POST",
  path: "/things/{name}/paint",
  tag: "Domains",
  summary: "Paint a thing",
  scope: "domains:write",
  params: z.strictObject({ name: z.string().regex(/^[a-z]+$/) }),
  query: z.strictObject({ coats: z.coerce.number().int().max(3).default(1) }),
  body: z.strictObject({ colour: z.enum(["red", "blue"]), note: z.string().max(5).optional() }),
  responses: { 201: { description: "Painted.", body: z.object({ times: z.int(), merchant: z.string().nullable() }) } },
  handler: async (ctx) => {
    requireWriter(ctx);
    done += 1;
    const times = done;
    await gate;
    if (refusal) throw refusal;
    const hidden = { password_hash: "never" };
    return { status: 201, body: { times, merchant: ctx.merchantId, ...hidden }, location: "/things/1" };
  },
});
const read = endpoint({
  id: "look",
  method: "GET",
  path: "/things",
  tag: "Domains",
  summary: "Look",
  scope: "domains:write",
  responses: { 200: { description: "Seen.", body: z.object({ ok: z.boolean() }) } },
  handler: async () => ({ status: 200, body: { ok: true } }),
});

beforeEach(() => {
  done = 0;
  refusal = null;
  gate = null;
});

type Sent = {
  token?: string | null;
  key?: string;
  body?: unknown;
  raw?: string;
  query?: string;
  name?: string;
  headers?: Record<string, string>;
};

async function send({
  token = secret,
  key,
  body = { colour: "red" },
  raw,
  query = "",
  name = "wall",
  headers = {},
}: Sent = {}) {
  const request = new Request(`https://shop.test/api/v1/things/${name}/paint${query}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { "idempotency-key": key }),
      ...headers,
    },
    body: raw ?? JSON.stringify(body),
  });
  const response = await serve(paint, clock)(request, { params: Promise.resolve({ name }) });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function look(token = secret) {
  const request = new Request("https://shop.test/api/v1/things", { headers: { authorization: `Bearer ${token}` } });
  return serve(read, clock)(request, { params: Promise.resolve({}) });
}

describe("a request with a token", () => {
  it("acts for the token's shop and answers what the endpoint declares, and no field more", async () => {
    const answer = await send();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ times: 1, merchant: member.merchant.id });
    expect(answer.headers.get("location")).toBe("/api/v1/things/1");
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("leaves an audit row of the token and its answer, under the request's number and without the token", async () => {
    const answer = await send();
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, tokenId));
    const asked = rows.find((row) => row.action === "api.asked");
    expect(asked).toMatchObject({
      actorKind: "user",
      actorId: member.user.id,
      merchantId: member.merchant.id,
      requestId: answer.headers.get("x-request-id"),
      after: { operation: "paint", path: "/api/v1/things/wall/paint", status: 201 },
    });
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("notes when the token was last used, at most once a minute", async () => {
    const used = async () => (await db().select().from(apiTokens).where(eq(apiTokens.id, tokenId)))[0]?.lastUsedAt;
    const first = clock.now();
    await send();
    clock.advance(30_000);
    await send();
    expect(await used()).toEqual(first);
    clock.advance(31_000);
    await send();
    expect(await used()).toEqual(clock.now());
  });

  it("says how many requests are left and refuses those above the limit with the time to wait", async () => {
    const { capacity } = apiLimits.write;
    const first = await send();
    expect(first.headers.get("ratelimit-policy")).toBe(`"write";q=${capacity};w=60`);
    expect(first.headers.get("ratelimit")).toBe(`"write";r=${capacity - 1}`);
    for (let i = 1; i < capacity; i++) await send();
    const over = await send();
    expect(over.status).toBe(429);
    expect(over.headers.get("retry-after")).toBe("1");
    expect(over.headers.get("ratelimit")).toBe('"write";r=0');
    expect(done).toBe(capacity);
    expect((await look()).status).toBe(200);
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
      { token: `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}` },
      { token: secret.toUpperCase() },
      { token: `${secret}'--` },
    ];
    for (const each of tries) {
      const answer = await send(each);
      expect(answer.body).toMatchObject(refused);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(JSON.stringify(answer.body)).not.toContain(each.token ?? secret);
    }
    expect(done).toBe(0);
  });

  it("is refused from the moment the token is revoked, is past its day, or its maker has left the shop", async () => {
    const second = await tokenOf(member.ctx, ["domains:write"], "never");
    await revokeToken(member.ctx, { tokenId: second.id });
    expect((await send({ token: second.secret })).status).toBe(401);

    clock.advance(30 * DAY - 1);
    expect((await send()).status).toBe(201);
    clock.advance(1);
    expect((await send()).status).toBe(401);
  });

  it("is read only for a token of a suspended shop, and of a member whose role became that", async () => {
    const forMerchant = eq(merchants.id, member.merchant.id);
    await db().update(merchants).set({ state: "suspended" }).where(forMerchant);
    expect((await send()).status).toBe(403);
    expect((await look()).status).toBe(200);
    await db().update(merchants).set({ state: "active" }).where(forMerchant);
    await db().update(memberships).set({ role: "read_only" }).where(eq(memberships.userId, member.user.id));
    expect((await send()).body).toMatchObject({ status: 403, code: "forbidden" });
    expect(done).toBe(0);
  });

  it("is a 403 that names the scope it lacks", async () => {
    const { secret: other } = await tokenOf(member.ctx, ["domains:read", "billing:write"]);
    const answer = await send({ token: other });
    expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
    expect(answer.headers.get("www-authenticate")).toContain('scope="domains:write"');
    expect(done).toBe(0);
  });

  it("is slowed down when one address keeps sending tokens that do not work", async () => {
    const headers = { "x-forwarded-for": "198.51.100.7" };
    const token = `np_live_${"A".repeat(43)}`;
    const statuses = [];
    for (let i = 0; i < 61; i++) statuses.push((await send({ token, headers })).status);
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([401]));
    expect(statuses[60]).toBe(429);
    expect((await send({ headers })).status).toBe(201);
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
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    const errors = (answer.body.errors ?? []) as { field: string; message: string }[];
    expect(errors.map(({ field }) => field)).toEqual(fields);
    expect(answer.body.detail).not.toBe("");
    expect(done).toBe(0);
    expect(await db().select().from(idempotencyKeys)).toEqual([]);
  });

  it("fails as an error of ours without a word of what failed, and with the number to ask about", async () => {
    refusal = new Error("relation secrets does not exist");
    const answer = await send();
    expect(answer.body).toMatchObject({
      status: 500,
      code: "internal",
      request_id: answer.headers.get("x-request-id"),
    });
    expect(JSON.stringify(answer.body)).not.toContain("relation");
  });
});

describe("AN-55: an Idempotency-Key", () => {
  it("gets the same answer for a day, and the thing is done once", async () => {
    const first = await send({ key: "k1" });
    clock.advance(23 * HOUR);
    const again = await send({ key: "k1" });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("location")).toBe("/api/v1/things/1");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(done).toBe(1);
    clock.advance(HOUR);
    expect((await send({ key: "k1" })).body.times).toBe(2);
  });

  it("does the thing once for twenty at once; who comes too early is told to wait", async () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const answers = Array.from({ length: 20 }, () => send({ key: "race" }));
    const early = await Promise.race(answers);
    expect(early.body).toMatchObject({ status: 409, code: "conflict" });
    open();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    expect(done).toBe(1);
    expect((await send({ key: "race" })).status).toBe(201);
    expect(done).toBe(1);
  });

  it("with another body, path or query is a 422 and does nothing", async () => {
    await send({ key: "k2" });
    for (const other of [{ body: { colour: "blue" } }, { name: "door" }, { query: "?coats=2" }]) {
      const answer = await send({ key: "k2", ...other });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ field: "Idempotency-Key" }] });
    }
    expect(done).toBe(1);
    expect((await send({ key: "k2", raw: '{ "colour" : "red" }' })).headers.get("idempotency-replayed")).toBe("true");
  });

  it("keeps a refusal like any other answer", async () => {
    refusal = new ApiRefusal("payment_required", "There is no saved card. Nothing was charged.");
    const first = await send({ key: "k3" });
    refusal = null;
    const again = await send({ key: "k3" });
    expect(first.status).toBe(402);
    expect([again.status, again.body]).toEqual([402, first.body]);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect(done).toBe(1);
  });

  it("does not keep what says try again", async () => {
    for (const error of [new Error("lost"), new AppError("conflict", "It is busy. Nothing was charged.")]) {
      refusal = error;
      expect((await send({ key: "k4" })).status).toBeGreaterThanOrEqual(409);
    }
    refusal = null;
    expect((await send({ key: "k4" })).status).toBe(201);
  });

  it("is one token's own", async () => {
    await send({ key: "k5" });
    const { secret: other } = await tokenOf(member.ctx);
    expect((await send({ key: "k5", token: other })).body.times).toBe(2);
  });

  it("whose request broke off with its process is taken up again after two minutes, and not before", async () => {
    const { key, requestHash } = await keptRow();
    await db().update(idempotencyKeys).set({ status: null, response: null }).where(eq(idempotencyKeys.key, key));
    clock.advance(2 * MINUTE - 1);
    expect((await send({ key })).status).toBe(409);
    clock.advance(1);
    expect((await send({ key, body: { colour: "blue" } })).status).toBe(422);
    expect((await send({ key })).status).toBe(201);
    expect((await keptRow()).requestHash).toBe(requestHash);
  });

  it("leaves nothing in the table that a body could be guessed from, and no token anywhere", async () => {
    const row = await keptRow();
    const everything = await database.sql`
      select json_agg(t)::text as all from (select * from api_tokens) t
      union all select json_agg(a)::text from audit_log a union all select json_agg(r)::text from rate_limits r
      union all select json_agg(i)::text from idempotency_keys i`;
    expect(JSON.stringify(everything)).not.toContain(secret);
    expect(JSON.stringify(everything)).toContain(row.requestHash);
    const { createHash } = await import("node:crypto");
    const plain = createHash("sha256")
      .update('["POST","/api/v1/things/wall/paint","",{"colour":"red"}]')
      .digest("base64url");
    expect(row.requestHash).not.toBe(plain);
  });

  async function keptRow() {
    await send({ key: "kept" });
    const [row] = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.tokenId, tokenId));
    if (!row) throw new Error("Nothing was kept.");
    return row;
  }
});

describe("keys that are kept no longer", () => {
  it("are forgotten after a day, and not before", async () => {
    await db().delete(idempotencyKeys);
    await send({ key: "old" });
    clock.advance(DAY);
    await send({ key: "new" });
    expect(await forgetIdempotencyKeys(clock)).toBe(0);
    clock.advance(1);
    expect(await forgetIdempotencyKeys(clock)).toBe(1);
    const rows = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.tokenId, tokenId));
    expect(rows.map(({ key }) => key)).toEqual(["new"]);
  });
});
