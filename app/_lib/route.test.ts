import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { useTestDatabase } from "@/db/test-database";
import { revokeSession } from "@/lib/identity/revoke-session";
import { signUp } from "@/lib/identity/sign-up";
import { systemClock } from "@/lib/kernel/clock";
import { notFound, ProviderError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { route } from "./route";
import { sealSessionId, sessionCookieName } from "./session-cookie";

const database = useTestDatabase();
const input = z.object({ id: z.string().max(20), name: z.string().optional() });
const tested: Record<
  string,
  (request: Request, segments: { params: Promise<Record<string, string>> }) => Promise<Response>
> = {
  echo: route({ input }, async (ctx, given) => ({ actor: ctx.actor.kind, merchantId: ctx.merchantId, ...given })),
  missing: route({ input }, () => Promise.reject(notFound("order"))),
  vendor: route({ input }, () =>
    Promise.reject(new ProviderError("v", "rate_limited", "secret words", { retryAfterSeconds: 9 })),
  ),
  broken: route({ input }, () => Promise.reject(new Error("secret words"))),
  search: route({ input, limit: "search" }, async () => "found"),
  stream: route({ input }, async () => new Response("as it is", { status: 202 })),
};

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", async () => {
      const url = new URL(incoming.url ?? "/", base);
      const body = incoming.method === "GET" ? null : new Uint8Array(Buffer.concat(chunks));
      const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const [, name = "", id = ""] = url.pathname.split("/");
      const answer = await tested[name]?.(new Request(url, { method: incoming.method ?? "GET", headers, body }), {
        params: Promise.resolve({ id }),
      });
      outgoing.writeHead(answer?.status ?? 500, Object.fromEntries(answer?.headers ?? []));
      outgoing.end(new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer(0)));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

let lastIp = 0;
async function call(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const response = await fetch(`${base}${path}`, {
    ...init,
    headers: { "x-forwarded-for": `198.51.100.${++lastIp}`, ...init.headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith("{") ? JSON.parse(text) : null,
  };
}
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: "POST", body, headers: { origin: base, "content-type": "application/json", ...headers } });

async function member() {
  const ctx = {
    actor: { kind: "visitor" },
    merchantId: null,
    clock: systemClock,
    requestId: newId("request"),
  } as const;
  const email = `${newId("user")}@example.test`;
  const made = await signUp(ctx, { name: "M", email, password: "four words and a dog" }, { ip: email, userAgent: "" });
  const cookie = `other=1; ${sessionCookieName()}=${await sealSessionId(made.sessionId)}`;
  return { ...made, cookie };
}

describe("the route wrapper", () => {
  it("answers a visitor with an envelope that nobody may cache", async () => {
    const { status, body, headers } = await call("/echo/1?name=x");
    expect(status).toBe(200);
    expect(body).toEqual({
      requestId: expect.stringMatching(/^req_/),
      data: { actor: "visitor", merchantId: null, id: "1", name: "x" },
    });
    expect(headers.get("cache-control")).toBe("private, no-store");
  });

  it("reads the path over the body and the query, so an id cannot be swapped", async () => {
    expect((await call("/echo/1?id=2")).body.data.id).toBe("1");
    expect((await post("/echo/1", '{"id":"2"}')).body.data.id).toBe("1");
  });

  it("knows a member by the cookie, until the session is revoked", async () => {
    const { cookie, identity, sessionId } = await member();
    expect((await call("/echo/1", { headers: { cookie } })).body.data).toMatchObject({
      actor: "user",
      merchantId: identity.merchantId,
    });
    const ctx = {
      actor: { kind: "user", userId: identity.userId, role: "owner" },
      merchantId: identity.merchantId,
      clock: systemClock,
      requestId: "req_1",
    } as const;
    await revokeSession(ctx, { sessionId });
    expect((await call("/echo/1", { headers: { cookie } })).body.data.actor).toBe("visitor");
  });

  it("takes a forged, cut or foreign cookie for none", async () => {
    const { cookie } = await member();
    for (const bad of [
      cookie.slice(0, -3),
      `${sessionCookieName()}=x`,
      `${sessionCookieName()}=`,
      `${sessionCookieName()}=a.b.c.d.e`,
    ]) {
      expect((await call("/echo/1", { headers: { cookie: bad } })).body.data.actor).toBe("visitor");
    }
  });

  it("is not fooled by the header that skips middleware", async () => {
    const headers = { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-nameplate-path": "/admin" };
    expect((await call("/echo/1", { headers })).body.data.actor).toBe("visitor");
  });

  it("refuses a write from elsewhere, from nowhere, and one dressed as a form or as text", async () => {
    expect((await post("/echo/1", "{}", { origin: "https://evil.test" })).status).toBe(403);
    expect((await post("/echo/1", "{}", { origin: "null" })).status).toBe(403);
    expect((await call("/echo/1", { method: "POST", body: "{}" })).status).toBe(403);
    expect((await post("/echo/1", "a=1", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(400);
    expect((await post("/echo/1", "{}", { "content-type": "text/plain" })).status).toBe(400);
    expect((await post("/echo/1", "{}")).status).toBe(200);
  });

  it("names the fields that are wrong, and survives bodies that are no object", async () => {
    const { status, body } = await call("/echo/123456789012345678901");
    expect(status).toBe(400);
    expect(Object.keys(body.error.fields)).toEqual(["id"]);
    for (const odd of ["[]", "null", "7", '"x"', "{", ""]) {
      expect([200, 400]).toContain((await post("/echo/1", odd)).status);
    }
  });

  it("reads at most a megabyte", async () => {
    expect((await post("/echo/1", JSON.stringify({ name: "x".repeat(999_000) }))).status).toBe(200);
    const { status, body } = await post("/echo/1", JSON.stringify({ name: "x".repeat(1_000_000) }));
    expect([status, body.error.code]).toEqual([413, "limit_reached"]);
  });

  it("maps errors to statuses and keeps their insides in the log", async () => {
    expect((await call("/missing/1")).status).toBe(404);
    const vendor = await call("/vendor/1");
    expect([vendor.status, vendor.headers.get("retry-after")]).toEqual([502, "9"]);
    const broken = await call("/broken/1");
    expect(broken.status).toBe(500);
    expect(broken.body.error.message).toContain(broken.body.requestId);
    expect(vendor.text + broken.text).not.toContain("secret words");
  });

  it("stops the 31st search in a minute with a kind sentence, for one visitor and not for another", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const statuses = [];
    for (let i = 0; i < 30; i++) statuses.push((await call("/search/1", { headers })).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await database.sql`update rate_limits set milli_tokens = 0, updated_at = now() where key = 'search:address:203.0.113.9'`;
    const over = await call("/search/1", { headers });
    expect([over.status, over.body.error.code, over.headers.get("retry-after")]).toEqual([429, "rate_limited", "2"]);
    expect(over.body.error.message).toMatch(/Wait 2 seconds/);
    expect((await call("/search/1")).status).toBe(200);
  });

  it("counts by the address that our own proxy saw, not by those that a client claims", async () => {
    await database.sql`insert into rate_limits values ('search:address:203.0.113.10', 0, now())`;
    const headers = { "x-forwarded-for": "1.2.3.4, 203.0.113.10" };
    expect((await call("/search/1", { headers })).status).toBe(429);
  });

  it("passes a stream as it is", async () => {
    expect(await call("/stream/1")).toMatchObject({ status: 202, text: "as it is" });
  });
});
