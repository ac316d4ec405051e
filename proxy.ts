import { type NextRequest, NextResponse } from "next/server";
import { BurstLimit } from "./app/_lib/burst-limit";
import { checkoutOrigins, contentSecurityPolicy } from "./app/_lib/csp";
import { deviceOf } from "./app/_lib/device-of";
import { isSecureSite } from "./app/_lib/own-origin";
import { pathHeader } from "./app/_lib/path-header";
import { env } from "./lib/kernel/env";

/** A hundred requests a second and ten thousand at once by one address: an office, not a flood. */
const burst = new BurstLimit(12_000, 100);

/**
 * Runs before every page and route, for headers and the flood limit. Nothing here decides who may do what.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!burst.take(deviceOf(request.headers).ip, Date.now())) {
    return new NextResponse("That was very quick: too many requests from your network. Wait a minute and try again.", {
      status: 429,
      headers: { "retry-after": "60", "content-type": "text/plain; charset=utf-8" },
    });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const { NODE_ENV, STRIPE_API_BASE_URL } = env();
  const https = isSecureSite();
  const policy = contentSecurityPolicy({
    nonce,
    formTargets: checkoutOrigins(STRIPE_API_BASE_URL),
    development: NODE_ENV === "development",
    https,
  });
  const headers = new Headers(request.headers);
  headers.delete("x-middleware-subrequest");
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(pathHeader, pathname + search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (https) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico).*)"] };
