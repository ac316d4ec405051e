import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { deviceOf } from "@/app/_lib/device-of";
import { readJson } from "@/app/_lib/read-json";
import { type ApiAnswer, answerOnce } from "@/lib/api/answer-once";
import { auditApiWrite } from "@/lib/api/audit-api-write";
import type { Decoded, Endpoint } from "@/lib/api/endpoint";
import { apiLimits, unknownTokenLimit } from "@/lib/api/limits";
import { ApiRefusal } from "@/lib/api/problem";
import { type LiveToken, readToken } from "@/lib/api/read-token";
import { RateLimited, requireToken, takeToken } from "@/lib/identity/rate-limit";
import { type Clock, systemClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { parseRequest } from "./parse-request";
import { patienceOf } from "./patience-of";
import { problemAnswer } from "./problem-answer";

/** Next gives a route without segments no parameters at all. */
type Segments = { params: Promise<Record<string, string | string[] | undefined> | undefined> };

const idempotencyKey = /^[\x21-\x7e]{1,255}$/;

/**
 * The one wrapper of the REST interface: whose token · how often · with which scope · decode · once a key · one handler ·
 * audit · problems. Cookies are not looked at. Nothing here writes a token anywhere.
 */
export function serve(
  endpoint: Endpoint,
  clock: Clock = systemClock,
): (request: Request, segments: Segments) => Promise<Response> {
  return async (request, segments) => {
    const requestId = newId("request");
    const headers = new Headers({ "cache-control": "private, no-store", "x-request-id": requestId });
    try {
      const { secret, token } = await authenticate(request, clock);
      await limit(endpoint, token, clock, headers);
      if (!token.scopes.includes(endpoint.scope)) {
        headers.set("www-authenticate", `Bearer error="insufficient_scope", scope="${endpoint.scope}"`);
        throw new ApiRefusal(
          "forbidden",
          `This token may not do that: it needs the scope ${endpoint.scope}. Nothing was changed or charged. Make a token with it.`,
        );
      }
      const ctx: Ctx = {
        actor: { kind: "user", userId: token.userId, role: token.role },
        merchantId: token.merchantId,
        clock,
        requestId,
      };
      const body = endpoint.body ? await readBody(request) : null;
      const parsed = parseRequest(endpoint, request.url, (await segments.params) ?? {}, body);
      const input = { ...parsed, patienceMs: patienceOf(request.headers.get("prefer")) };
      const run = () => perform(endpoint, ctx, token, request, input);
      const key = endpoint.method === "GET" ? null : request.headers.get("idempotency-key");
      if (key === null) return toResponse(await run(), headers);
      const answer = await answerOnce(
        clock,
        { tokenId: token.tokenId, key: checkedKey(key), requestHash: hashOf(secret, request, body) },
        run,
      );
      if (answer.replayed) headers.set("idempotency-replayed", "true");
      return toResponse(answer, headers);
    } catch (error) {
      return toResponse(problemAnswer(error, requestId, endpoint.path), headers);
    }
  };
}

async function authenticate(request: Request, clock: Clock): Promise<{ secret: string; token: LiveToken }> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!secret) {
    throw new ApiRefusal(
      "unauthenticated",
      "Send a token as Authorization: Bearer np_live_…; your settings make one. Nothing was changed or charged.",
    );
  }
  const token = await readToken(secret, clock);
  if (token) return { secret, token };
  const { ip } = deviceOf(request.headers);
  await requireToken(`api-unknown:${ip}`, unknownTokenLimit, clock, "There were too many requests with a wrong token.");
  throw new ApiRefusal(
    "unauthenticated",
    "This token does not work: it is wrong, expired or revoked. Nothing was changed or charged. Make a new one in your settings.",
  );
}

async function limit(endpoint: Endpoint, token: LiveToken, clock: Clock, headers: Headers): Promise<void> {
  const name = endpoint.method === "GET" ? "read" : "write";
  const { capacity, refillPerMinute } = apiLimits[name];
  const taken = await takeToken(`api-${name}:${token.tokenId}`, apiLimits[name], clock);
  headers.set("ratelimit-policy", `"${name}";q=${capacity};w=${Math.round((capacity / refillPerMinute) * 60)}`);
  headers.set("ratelimit", `"${name}";r=${taken.ok ? taken.remaining : 0}`);
  if (!taken.ok) throw new RateLimited(`This token may ask ${capacity} times a minute.`, taken.retryAfterSeconds);
}

async function readBody(request: Request): Promise<unknown> {
  try {
    return await readJson(request);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") throw new ApiRefusal("bad_request", error.message);
    throw error;
  }
}

function checkedKey(key: string): string {
  if (idempotencyKey.test(key)) return key;
  throw new ApiRefusal("invalid", "The Idempotency-Key is not one. Nothing was changed or charged.", {
    fields: { "Idempotency-Key": "Use 1 to 255 letters, digits or signs, such as a UUID." },
  });
}

/** What tells two requests apart. Keyed by the token, which is not kept, so that nothing of a body can be guessed from it. */
function hashOf(secret: string, request: Request, body: unknown): string {
  const { pathname, search } = new URL(request.url);
  const said = canonicalize([request.method, pathname, search, body]) ?? "";
  return createHmac("sha256", secret).update(said).digest("base64url");
}

/** Runs the handler; a refusal is an answer too, so that it is kept under the key like any other. */
async function perform(
  endpoint: Endpoint,
  ctx: Ctx,
  token: LiveToken,
  request: Request,
  input: Decoded,
): Promise<ApiAnswer> {
  const answer = await handle(endpoint, ctx, request, input).catch((error: unknown) =>
    problemAnswer(error, ctx.requestId, endpoint.path),
  );
  if (endpoint.method !== "GET") {
    const { pathname } = new URL(request.url);
    await auditApiWrite(ctx, { tokenId: token.tokenId, operation: endpoint.id, path: pathname, status: answer.status });
  }
  return answer;
}

async function handle(endpoint: Endpoint, ctx: Ctx, request: Request, input: Decoded): Promise<ApiAnswer> {
  const reply = await endpoint.handle(ctx, input);
  const declared = endpoint.responses[reply.status];
  if (!declared) throw new Error(`${endpoint.id} answered ${reply.status}, which it does not declare.`);
  const headers: Record<string, string> = {};
  if (reply.location) headers.location = `/api/v1${reply.location}`;
  if (reply.next) {
    const { pathname, searchParams } = new URL(request.url);
    searchParams.set("after", reply.next);
    headers.link = `<${pathname}?${searchParams}>; rel="next"`;
  }
  return { status: reply.status, body: declared.body.parse(reply.body), headers };
}

function toResponse(answer: ApiAnswer, headers: Headers): Response {
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, value);
  return Response.json(answer.body, { status: answer.status, headers });
}
