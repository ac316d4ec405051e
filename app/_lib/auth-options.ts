import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { readSession } from "@/lib/identity/read-session";
import { revokeSession } from "@/lib/identity/revoke-session";
import { signIn } from "@/lib/identity/sign-in";
import { systemClock } from "@/lib/kernel/clock";
import { env } from "@/lib/kernel/env";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { deviceOf } from "./device-of";
import { cookieOptions, sessionCookieName, sessionMaxAgeSeconds } from "./session-cookie";

/**
 * next-auth with our own sessions below it: its token carries nothing but the id of a row, and a token whose row does not
 * hold is empty. The sign-in page uses the same verb and the same cookie without its redirects.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: sessionMaxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions(sessionMaxAgeSeconds) } },
    providers: [
      Credentials({
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        async authorize(credentials, request) {
          const headers = new Headers(Object.entries(request.headers ?? {}).map(([k, v]) => [k, String(v)]));
          const ctx = {
            actor: { kind: "visitor" },
            merchantId: null,
            clock: systemClock,
            requestId: newId("request"),
          } as const;
          const input = { email: String(credentials?.email ?? ""), password: String(credentials?.password ?? "") };
          try {
            const { sessionId } = await signIn(ctx, input, deviceOf(headers));
            return { id: sessionId };
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        const sid = user ? user.id : token.sid;
        const holds = typeof sid === "string" && (await readSession(sid, systemClock)) !== null;
        return holds ? { sid } : {};
      },
      async session({ session, token }) {
        const live = typeof token.sid === "string" ? await readSession(token.sid, systemClock) : null;
        return { expires: session.expires, ...(live && { user: { name: live.user.name, email: live.user.email } }) };
      },
    },
    events: {
      async signOut({ token }) {
        const live = typeof token?.sid === "string" ? await readSession(token.sid, systemClock) : null;
        if (!live) return;
        const ctx = { actor: live.actor, merchantId: live.merchantId, clock: systemClock, requestId: newId("request") };
        await revokeSession(ctx, { sessionId: live.sessionId });
      },
    },
  };
}
