import { NextRequest } from "next/server";
import { afterEach, describe, expect, it } from "vitest";
import { resetEnv } from "@/lib/kernel/env";
import { proxy } from "./proxy";

let lastIp = 0;
const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(
    new NextRequest(`http://localhost:3000${path}`, {
      headers: { "x-forwarded-for": `192.0.2.${++lastIp}`, ...headers },
    }),
  );
const directives = (policy: string | null) =>
  Object.fromEntries((policy ?? "").split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1)]));

afterEach(() => {
  delete process.env.APP_URL;
  delete process.env.STRIPE_API_BASE_URL;
  resetEnv();
});

describe("the proxy", () => {
  it("sends a strict policy with a new nonce for each request, and tells Next of it", () => {
    const [one, two] = [ask("/"), ask("/")].map((response) => response.headers.get("content-security-policy"));
    expect(one).not.toBe(two);
    const policy = directives(one ?? null);
    expect(policy["script-src"]).toEqual([expect.stringMatching(/^'nonce-[A-Za-z0-9+/]{22}=='$/), "'strict-dynamic'"]);
    expect(policy["style-src"]).toEqual(["'self'", policy["script-src"]?.[0]]);
    for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(policy[name]).toEqual(["'none'"]);
    expect(policy["form-action"]).toEqual(["'self'", "https://checkout.stripe.com"]);
    expect(ask("/").headers.get("x-middleware-request-content-security-policy")).toMatch(/nonce-/);
  });

  it("lets forms end at the configured payment address instead of Stripe's", () => {
    process.env.STRIPE_API_BASE_URL = "http://127.0.0.1:3053/stripe";
    resetEnv();
    const policy = directives(ask("/").headers.get("content-security-policy"));
    expect(policy["form-action"]).toEqual(["'self'", "http://127.0.0.1:3053", "http://localhost:3053"]);
  });

  it("drops the header that skips middleware and overwrites what a client says of the path", () => {
    const response = ask("/orders/ord_1?a=1", { "x-middleware-subrequest": "proxy", "x-nameplate-path": "/admin" });
    const passed = response.headers.get("x-middleware-override-headers")?.split(",") ?? [];
    expect(passed).toContain("x-nameplate-path");
    expect(passed).not.toContain("x-middleware-subrequest");
    expect(response.headers.get("x-middleware-request-x-nameplate-path")).toBe("/orders/ord_1?a=1");
  });

  it("asks for https for good only where the site has it", () => {
    expect(ask("/").headers.get("strict-transport-security")).toBeNull();
    process.env.APP_URL = "https://names.test";
    resetEnv();
    const response = ask("/");
    expect(response.headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    expect(response.headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  });

  it("stops a flood from one address, whatever it asks for", () => {
    const headers = { "x-forwarded-for": "203.0.113.77" };
    const statuses = Array.from({ length: 13_500 }, (_, i) => ask(`/any/${i % 7}`, headers).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    expect(ask("/").status).toBe(200);
  });
});
