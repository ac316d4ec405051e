import type { Clock } from "@/lib/kernel/clock";
import { redact } from "@/lib/kernel/log";
import { outboundFetch } from "@/lib/kernel/outbound";
import type { TraceSink } from "./trace";

const kept = 4000;

/** A fetch for SDKs that take one: labelled for fault points, every call reported redacted to the trace. */
export function tracedFetch(options: {
  provider: string;
  label: (method: string, url: URL) => string;
  rewrite?: (url: URL) => URL;
  clock: Clock;
  trace: TraceSink;
}): typeof fetch {
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const url = options.rewrite?.(asked) ?? asked;
    const method = init?.method ?? "GET";
    const verb = options.label(method, asked);
    const startedAt = options.clock.now();
    const before = performance.now();
    const report = (status: number | null, outcome: "ok" | "error" | "no_reply", response: unknown) =>
      options.trace({
        provider: options.provider,
        verb,
        startedAt,
        durationMs: Math.round(performance.now() - before),
        status,
        outcome,
        request: { method, path: url.pathname + url.search, body: readable(init?.body) },
        response,
      });
    try {
      const response = await outboundFetch(`${options.provider}:${verb}`)(url, init);
      report(response.status, response.ok ? "ok" : "error", readable(await response.clone().text()));
      return response;
    } catch (cause) {
      report(null, "no_reply", { error: cause instanceof Error ? cause.message : "no reply" });
      throw cause;
    }
  };
}

function readable(body: unknown): unknown {
  if (typeof body !== "string" || body === "") return null;
  const parsed =
    body.startsWith("{") || body.startsWith("[") ? safeJson(body) : Object.fromEntries(new URLSearchParams(body));
  const text = JSON.stringify(redact(parsed)) ?? "";
  return text.length <= kept ? safeJson(text) : `${text.slice(0, kept)}…`;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, kept);
  }
}
