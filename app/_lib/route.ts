import { z } from "zod";
import { type LimitClass, limitSentences, limits } from "@/lib/identity/limits";
import { requireToken } from "@/lib/identity/rate-limit";
import type { Ctx } from "@/lib/kernel/context";
import { AppError, type AppErrorCode } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { foldIssues } from "./action-state";
import { type Caller, callerKey, callerOf } from "./caller";
import { ownOrigin } from "./own-origin";
import { type PublicError, publicError } from "./public-error";
import { readJson, refuseLarge } from "./read-json";
import { isSameOrigin } from "./same-origin";

const statusByCode: Record<AppErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  limit_reached: 413,
  rate_limited: 429,
  provider_failed: 502,
  internal: 500,
};

/** What Next gives a route handler beside the request. */
type Segments = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * The one wrapper for route handlers: same origin for all but GET · who calls · rate limit · decode (path segments over
 * query for GET, over a JSON body of at most 1 MB otherwise) · one verb. Answers `{requestId, data}` or
 * `{requestId, error}`; a Response that `run` returns (a stream) passes as it is. With body `own`, `run` reads the body.
 */
export function route<S extends z.ZodType>(
  options: { input: S; limit?: LimitClass; body?: "json" | "own" },
  run: (ctx: Ctx, input: z.output<S>, call: Caller & { request: Request }) => Promise<unknown>,
): (request: Request, segments: Segments) => Promise<Response> {
  return async (request, segments) => {
    let requestId = newId("request");
    try {
      const reads = request.method === "GET" || request.method === "HEAD";
      if (!reads && !isSameOrigin(request.headers, ownOrigin())) {
        throw new AppError(
          "forbidden",
          "This request did not come from our own pages. Nothing was changed or charged.",
        );
      }
      if (!reads && options.body === "own") refuseLarge(request.headers);
      const caller = await callerOf(request.headers);
      requestId = caller.ctx.requestId;
      const limit = options.limit ?? (reads ? "read" : "write");
      await requireToken(`${limit}:${callerKey(caller)}`, limits[limit], caller.ctx.clock, limitSentences[limit]);
      const sent =
        reads || options.body === "own"
          ? Object.fromEntries(new URL(request.url).searchParams)
          : await readJson(request);
      const input = z.record(z.string(), z.unknown()).safeParse(sent);
      const parsed = options.input.safeParse({ ...input.data, ...(await segments.params) });
      if (!input.success || !parsed.success) {
        const fields = parsed.success ? {} : foldIssues(parsed.error);
        throw new AppError("invalid", "The request is not valid. Nothing was changed.", { fields });
      }
      const answer = await run(caller.ctx, parsed.data, { ...caller, request });
      return answer instanceof Response ? answer : json(200, { requestId, data: answer });
    } catch (error) {
      return errorResponse(publicError(error, requestId, new URL(request.url).pathname), requestId);
    }
  };
}

export function errorResponse({ code, message, fields, retryAfterSeconds }: PublicError, requestId: string): Response {
  const response = json(statusByCode[code], { requestId, error: { code, message, fields } });
  if (retryAfterSeconds !== null) response.headers.set("retry-after", String(retryAfterSeconds));
  return response;
}

function json(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}
