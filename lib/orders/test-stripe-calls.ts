import { afterAll, beforeAll, expect } from "vitest";
import { checkAgainstSpec, isSpecPresent } from "@/lib/sandbox/stripe/testing/spec-check";

/** `path` as `/v1/…`; `form` the encoded body, or the query of a GET. */
export type StripeCall = { method: string; path: string; form: string; headers: Headers };

/**
 * Writes down every request that this test file makes of Stripe, and at its end holds each against Stripe's published
 * OpenAPI description, where that is at hand.
 */
export function recordStripeCalls(): StripeCall[] {
  const calls: StripeCall[] = [];
  const realFetch = globalThis.fetch;
  beforeAll(() => {
    globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.pathname.startsWith("/stripe/v1/")) {
        const method = init?.method ?? "GET";
        const form = method === "POST" ? String(init?.body ?? "") : url.search.slice(1);
        calls.push({ method, path: url.pathname.replace(/^\/stripe/, ""), form, headers: new Headers(init?.headers) });
      }
      return realFetch(input, init);
    };
  });
  afterAll(() => {
    globalThis.fetch = realFetch;
    if (isSpecPresent()) expect(againstSpec(calls)).toEqual([]);
  });
  return calls;
}

/** What the description has against the calls; those of one kind and shape are looked at once. */
export function againstSpec(calls: readonly StripeCall[]): string[] {
  const kinds = new Map<string, StripeCall>();
  for (const call of calls) {
    const names = [...new URLSearchParams(call.form).keys()].map((key) => key.replace(/\d+/g, "0"));
    kinds.set(`${call.method} ${kindOf(call.path)} ${[...new Set(names)].sort().join()}`, call);
  }
  return [...kinds.values()].flatMap((call) =>
    checkAgainstSpec(call).map((violation) => `${call.method} ${call.path}: ${violation}`),
  );
}

/** A path without the ids in it. */
export const kindOf = (path: string) => path.replace(/\/(cs|pi|cus)_\w+/g, "/:id");
