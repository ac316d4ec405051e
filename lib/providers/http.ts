import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { Clock } from "@/lib/kernel/clock";
import { ProviderError, type ProviderErrorKind } from "@/lib/kernel/errors";
import { outboundFetch } from "@/lib/kernel/outbound";
import { createCensor } from "./http-censor";
import type { TraceEntry, TraceSink } from "./trace";

export type HttpSetup = {
  vendor: string;
  baseUrl: string;
  timeoutMs: number;
  trace: TraceSink;
  clock: Clock;
  /** Sent with each request. All values are taken for secrets: they reach no trace and no error. */
  headers: Record<string, string>;
  /** The vendor's own code and words in an error body, where it has them. */
  describeError?: (body: unknown) => { code?: string | undefined; message?: string | undefined } | undefined;
};

export type HttpRequest<Schema extends z.ZodType> = {
  /** Names the call in fault points and traces: `out:<vendor>:<verb>:before`. */
  verb: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Changes something at the vendor: sent once, and no clear answer means `ambiguous`. */
  write: boolean;
  /** What a reply must look like before anything in it is believed. */
  schema: Schema;
  /** Statuses above 299 whose body is an answer of its own and goes through the schema too. */
  alsoAnswers?: readonly number[];
  signal?: AbortSignal | undefined;
};

export type Http = { request<Schema extends z.ZodType>(request: HttpRequest<Schema>): Promise<z.infer<Schema>> };

const readRetryDelaysMs = [50, 200];

/**
 * The HTTP client of adapters without an SDK. Every failure is a ProviderError: a write without a clear answer (none, a
 * server error, garbage) is `ambiguous`; the same for a read is `unavailable`, after two repeats.
 */
export function createHttp(setup: HttpSetup): Http {
  async function request<Schema extends z.ZodType>(wanted: HttpRequest<Schema>): Promise<z.infer<Schema>> {
    const attempts = wanted.write ? 1 : 1 + readRetryDelaysMs.length;
    for (let attempt = 1; ; attempt++) {
      try {
        return await requestOnce(setup, wanted);
      } catch (error) {
        const again = error instanceof ProviderError && error.kind === "unavailable" && attempt < attempts;
        if (!again || wanted.signal?.aborted) throw error;
        await pause(readRetryDelaysMs[attempt - 1]);
      }
    }
  }
  return { request };
}

async function requestOnce<Schema extends z.ZodType>(
  setup: HttpSetup,
  wanted: HttpRequest<Schema>,
): Promise<z.infer<Schema>> {
  const { vendor } = setup;
  const url = addressOf(setup.baseUrl, wanted);
  const censor = createCensor([setup.headers, wanted.body, wanted.query]);
  const unclear: ProviderErrorKind = wanted.write ? "ambiguous" : "unavailable";
  const startedAt = setup.clock.now();
  const before = performance.now();
  const report = (outcome: TraceEntry["outcome"], status: number | null, response: unknown) =>
    setup.trace({
      provider: vendor,
      verb: wanted.verb,
      startedAt,
      durationMs: Math.round(performance.now() - before),
      status,
      outcome,
      request: censor.value({ method: wanted.method, path: url.pathname, query: wanted.query, body: wanted.body }),
      response: censor.value(response),
    });
  const fail = (kind: ProviderErrorKind, what: string, options: ErrorFacts = {}) =>
    new ProviderError(vendor, kind, `${vendor} ${wanted.verb}: ${censor.text(what)}`, options);

  let reply: { status: number; headers: Headers; text: string };
  try {
    const response = await outboundFetch(`${vendor}:${wanted.verb}`)(url, {
      method: wanted.method,
      headers: {
        accept: "application/json",
        ...(wanted.body === undefined ? {} : { "content-type": "application/json" }),
        ...setup.headers,
      },
      ...(wanted.body === undefined ? {} : { body: JSON.stringify(wanted.body) }),
      redirect: "error",
      signal: anySignal(AbortSignal.timeout(setup.timeoutMs), wanted.signal),
    });
    reply = { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    const cause = networkFailure(error);
    if (cause === null) throw error;
    report("no_reply", null, cause);
    throw fail(unclear, `no reply (${cause})`);
  }

  const { status, text } = reply;
  const body = parseJson(text);
  const answers = (status >= 200 && status < 300) || wanted.alsoAnswers?.includes(status) === true;
  if (answers) {
    const parsed = wanted.schema.safeParse(body);
    report(status < 300 && parsed.success ? "ok" : "error", status, body === undefined ? text : body);
    if (parsed.success) return parsed.data;
    throw fail(unclear, `the reply (status ${status}) is not what the API describes`);
  }
  report("error", status, body === undefined ? text : body);
  const said = setup.describeError?.(body);
  throw fail(kindOf(status, body === undefined, unclear), said?.message ?? `status ${status}`, {
    ...(said?.code === undefined ? {} : { vendorCode: censor.text(said.code) }),
    ...retryAfter(reply.headers, status),
  });
}

type ErrorFacts = { vendorCode?: string; retryAfterSeconds?: number };

function kindOf(status: number, garbage: boolean, unclear: ProviderErrorKind): ProviderErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 429) return "rate_limited";
  if (status >= 500 || status === 408 || status < 400) return unclear;
  // A refusal in words nobody knows may come from something between us and the vendor.
  if (garbage) return unclear;
  return status === 404 ? "not_found" : "rejected";
}

function retryAfter(headers: Headers, status: number): { retryAfterSeconds?: number } {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return status === 429 ? { retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : 1 } : {};
}

function addressOf(baseUrl: string, wanted: Pick<HttpRequest<z.ZodType>, "path" | "query">): URL {
  const url = new URL(`${baseUrl.replace(/\/$/, "")}${wanted.path}`);
  for (const [key, value] of Object.entries(wanted.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

function anySignal(timeout: AbortSignal, callers: AbortSignal | undefined): AbortSignal {
  return callers ? AbortSignal.any([timeout, callers]) : timeout;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What went wrong on the wire, in a word; null for anything else, such as a fault hook that ends the process. */
function networkFailure(error: unknown): string | null {
  if (error instanceof DOMException) return error.name;
  if (!(error instanceof TypeError)) return null;
  const cause: unknown = error.cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  return code ?? error.message;
}
