import type { Clock } from "@/lib/kernel/clock";
import { outboundFetch } from "@/lib/kernel/outbound";
import type { TraceSink } from "../trace";

/** The part of an SDK request that goes over the wire. */
export type WireRequest = {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  method: string;
  headers: Record<string, string>;
  body?: unknown;
};

export type RequestHandlerSetup = {
  /** Names the port in fault points: `out:<service>:<Operation>:before`. */
  service: string;
  provider: string;
  timeoutMs: number;
  clock: Clock;
  trace: TraceSink;
  /** What of a body an admin may read. */
  redactBody: (text: string) => unknown;
  /** The SDK operation a request belongs to. */
  operationOf: (request: WireRequest) => string;
};

/** The network failed: no reply came, or only a part. `code` is what the SDK's retries of reads look for. */
export class NoReply extends Error {
  readonly code = "ECONNRESET";
  constructor(cause: Error) {
    const reason = cause.cause instanceof Error ? cause.cause.message : cause.message;
    super(`no reply (${reason})`, { cause });
    this.name = cause.name === "AbortError" ? "AbortError" : "NoReply";
  }
}

/** An SDK request handler over outboundFetch, so that fault points and the trace see every attempt. */
export function awsRequestHandler(setup: RequestHandlerSetup) {
  async function handle(request: WireRequest, options: { abortSignal?: unknown } = {}) {
    const operation = setup.operationOf(request);
    const startedAt = setup.clock.now();
    const clockStart = performance.now();
    const report = (status: number | null, outcome: "ok" | "error" | "no_reply", response: unknown) =>
      setup.trace({
        provider: setup.provider,
        verb: operation,
        startedAt,
        durationMs: Math.round(performance.now() - clockStart),
        status,
        outcome,
        request: { method: request.method, path: pathOf(request), body: setup.redactBody(textOf(request.body)) },
        response,
      });
    try {
      const signals = [AbortSignal.timeout(setup.timeoutMs)];
      if (options.abortSignal instanceof AbortSignal) signals.push(options.abortSignal);
      const reply = await outboundFetch(`${setup.service}:${operation}`)(urlOf(request), {
        method: request.method,
        headers: request.headers,
        ...(hasBody(request) ? { body: textOf(request.body) } : {}),
        redirect: "manual",
        signal: AbortSignal.any(signals),
      });
      const body = new Uint8Array(await reply.arrayBuffer());
      report(reply.status, reply.ok ? "ok" : "error", setup.redactBody(textOf(body)));
      const headers = Object.fromEntries(reply.headers);
      return { response: { statusCode: reply.status, reason: reply.statusText, headers, body } };
    } catch (error) {
      report(null, "no_reply", error instanceof Error ? error.message : String(error));
      // Only what fetch itself throws is the network's; anything else passes as it is.
      if (error instanceof TypeError || error instanceof DOMException) throw new NoReply(error);
      throw error;
    }
  }
  return { handle, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}) };
}

const hasBody = (request: WireRequest) => request.method !== "GET" && request.method !== "HEAD";

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
}

function pathOf(request: WireRequest): string {
  const query = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((entry) => `${escapeUri(key)}=${escapeUri(entry ?? "")}`),
  );
  return request.path + (query.length > 0 ? `?${query.join("&")}` : "");
}

function urlOf(request: WireRequest): string {
  return `${request.protocol}//${request.hostname}${request.port ? `:${request.port}` : ""}${pathOf(request)}`;
}

/** As SigV4 canonicalises: everything but unreserved characters. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
