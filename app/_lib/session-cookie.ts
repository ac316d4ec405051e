import { decode, encode } from "next-auth/jwt";
import { sessionDays } from "@/lib/identity/create-session";
import { env } from "@/lib/kernel/env";
import { isSecureSite } from "./own-origin";

export const sessionMaxAgeSeconds = sessionDays * 24 * 60 * 60;

export function sessionCookieName(): string {
  return isSecureSite() ? "__Host-nameplate.session" : "nameplate.session";
}

export function cookieOptions(maxAgeSeconds: number) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureSite(), maxAge: maxAgeSeconds } as const;
}

/** The cookie's value: next-auth's encrypted token with nothing but the session's id in it. */
export function sealSessionId(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: env().NEXTAUTH_SECRET, maxAge: sessionMaxAgeSeconds });
}

/** The session id of a request, or null: no cookie, a forged one, or one sealed with another secret. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const token = readCookie(headers, sessionCookieName());
  if (!token) return null;
  const content = await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof content?.sid === "string" ? content.sid : null;
}

export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of headers.get("cookie")?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}
