import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ManualClock } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import { installFaultHook } from "@/lib/kernel/fault";
import { createHttp, type HttpRequest } from "./http";
import type { TraceEntry } from "./trace";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
const trace: TraceEntry[] = [];
let answers: Answer[] = [];
let server: ReturnType<typeof createServer>;
let baseUrl: string;

beforeEach(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  seen.length = 0;
  trace.length = 0;
});
afterEach(async () => {
  installFaultHook(undefined);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
const html: Answer = (_request, response) => response.writeHead(200).end("<html>Busy</html>");
const cut: Answer = (_request, response) => response.destroy();
const silence: Answer = () => {};

const key = "key-0123456789";
function send(request: Partial<HttpRequest<z.ZodType>> = {}, timeoutMs = 5_000) {
  const http = createHttp({
    vendor: "acme",
    baseUrl,
    timeoutMs,
    trace: (entry) => trace.push(entry),
    clock: new ManualClock(),
    headers: { authorization: `Bearer ${key}` },
    describeError: (body) => z.object({ code: z.string(), message: z.string() }).safeParse(body).data,
  });
  const read = {
    verb: "info",
    method: "GET" as const,
    path: "/v1/x",
    write: false,
    schema: z.object({ ok: z.boolean() }),
  };
  return http.request({ ...read, ...request });
}
const write = { verb: "register", method: "POST" as const, write: true, body: { name: "x.com" } };
const failed = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it worked"),
    (error: unknown) => error,
  );

describe("a request", () => {
  it("is sent with its query, its body and the vendor's headers", async () => {
    answers = [json(200, { ok: true })];
    await send({ ...write, query: { page: 2, none: undefined, all: true } });
    expect(seen).toMatchObject([{ method: "POST", url: "/api/v1/x?page=2&all=true", body: '{"name":"x.com"}' }]);
    expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, "content-type": "application/json" });
  });

  it("believes nothing that does not look as described", async () => {
    answers = [json(200, { ok: "yes" })];
    expect(await failed(send())).toMatchObject({ kind: "unavailable" });
    expect(await failed(send(write))).toMatchObject({ kind: "ambiguous" });
  });

  it("takes further statuses as answers when they are described", async () => {
    answers = [json(422, { ok: false })];
    expect(await send({ ...write, alsoAnswers: [422] })).toEqual({ ok: false });
    answers = [(_request, response) => response.writeHead(422).end("<html>")];
    expect(await failed(send({ ...write, alsoAnswers: [422] }))).toMatchObject({ kind: "ambiguous" });
  });

  it("follows no redirect: credentials go to known hosts only", async () => {
    answers = [(_request, response) => response.writeHead(302, { location: "/api/elsewhere" }).end()];
    expect(await failed(send(write))).toMatchObject({ kind: "ambiguous" });
    expect(seen).toHaveLength(1);
  });
});

describe("P-15, P-17: a write without a clear answer", () => {
  it.each([
    ["cut connection", cut],
    ["HTML page with status 200", html],
    ["server error", json(500, { code: "oops", message: "Oops" })],
    ["gateway error", json(503, {})],
    ["client error that is no JSON", (_request, response) => response.writeHead(400).end("<html>")] as [string, Answer],
  ])("a %s is ambiguous, and the write is not repeated", async (_, answer) => {
    answers = [answer];
    const error = await failed(send(write));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ kind: "ambiguous", vendor: "acme" });
    expect(seen).toHaveLength(1);
  });

  it("silence is ambiguous after the time-out", async () => {
    answers = [silence];
    expect(await failed(send(write, 50))).toMatchObject({ kind: "ambiguous" });
    expect(trace).toMatchObject([{ outcome: "no_reply", status: null, verb: "register" }]);
  });

  it("so is a port at which nobody listens", async () => {
    baseUrl = "http://127.0.0.1:1";
    expect(await failed(send(write))).toMatchObject({ kind: "ambiguous" });
  });
});

describe("a read", () => {
  it("is repeated twice, and succeeds when the vendor does", async () => {
    answers = [cut, json(502, {}), json(200, { ok: true })];
    expect(await send()).toEqual({ ok: true });
    expect(seen).toHaveLength(3);
    expect(trace.map((entry) => entry.outcome)).toEqual(["no_reply", "error", "ok"]);
  });

  it("is unavailable after that", async () => {
    answers = [json(500, {})];
    expect(await failed(send())).toMatchObject({ kind: "unavailable" });
    expect(seen).toHaveLength(3);
  });

  it("is not repeated once its caller has gone", async () => {
    answers = [silence];
    const caller = new AbortController();
    const work = failed(send({ signal: caller.signal }));
    await expect.poll(() => seen.length).toBe(1);
    caller.abort();
    expect(await work).toMatchObject({ kind: "unavailable" });
    expect(seen).toHaveLength(1);
  });
});

describe("refusals", () => {
  it.each([
    [401, "auth"],
    [403, "auth"],
    [404, "not_found"],
    [400, "rejected"],
    [409, "rejected"],
  ])("status %i is %s, with the vendor's code and words", async (status, kind) => {
    answers = [json(status, { code: "bad_thing", message: "This is bad." })];
    for (const request of [{}, write]) {
      const error = (await failed(send(request))) as ProviderError;
      expect(error).toMatchObject({ kind, vendorCode: "bad_thing" });
      expect(error.message).toContain("This is bad.");
    }
    expect(seen).toHaveLength(2);
  });

  it.each([
    [{ "retry-after": "7" }, 7],
    [{}, 1],
    [{ "retry-after": "soon" }, 1],
  ])("P-35: status 429 says when to come back", async (headers, seconds) => {
    answers = [json(429, {}, headers as Record<string, string>)];
    expect(await failed(send(write))).toMatchObject({ kind: "rate_limited", retryAfterSeconds: seconds });
    expect(seen).toHaveLength(1);
  });
});

describe("traces", () => {
  it("hold request and reply without a secret, by name and by value", async () => {
    const code = "AUTH-canary-77";
    answers = [json(400, { code, message: `The key ${key} may not use ${code}`, authCode: "reply-canary" })];
    const body = { name: "x.com", authCode: code, nested: { password: "pass-canary" } };
    const error = (await failed(send({ ...write, body, query: { apiKey: "query-canary" } }))) as ProviderError;
    const all = JSON.stringify(trace) + error.message + error.vendorCode + error.stack;
    for (const secret of [key, code, "reply-canary", "pass-canary", "query-canary"]) expect(all).not.toContain(secret);
    expect(trace).toMatchObject([
      { provider: "acme", status: 400, outcome: "error", request: { body: { name: "x.com" } } },
    ]);
  });

  it("cut what is long", async () => {
    answers = [json(200, { ok: true, text: "x".repeat(50_000) })];
    await send();
    expect(JSON.stringify(trace).length).toBeLessThan(10_000);
  });
});

describe("fault points", () => {
  it("stand before the call and after its reply", async () => {
    answers = [json(200, { ok: true })];
    const points: string[] = [];
    installFaultHook((point) => void points.push(point));
    await send(write);
    expect(points).toEqual(["out:acme:register:before", "out:acme:register:after"]);
  });

  it("end the process when they say so: a crash is not a vendor's failure", async () => {
    answers = [json(200, { ok: true })];
    class Crash extends Error {}
    installFaultHook(() => {
      throw new Crash("killed");
    });
    expect(await failed(send(write))).toBeInstanceOf(Crash);
    installFaultHook((point) => {
      if (point.endsWith("after")) throw new TypeError("fetch failed");
    });
    expect(await failed(send(write))).toMatchObject({ kind: "ambiguous" });
  });
});
