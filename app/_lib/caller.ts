import type { Device } from "@/lib/identity/device";
import { type LiveSession, readSession } from "@/lib/identity/read-session";
import { touchEveryMs, touchSession } from "@/lib/identity/touch-session";
import { systemClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { deviceOf } from "./device-of";
import { sessionIdOf } from "./session-cookie";

/** Who sent a request: what verbs are given, and what only sign-in, settings and the limiter look at. */
export type Caller = { ctx: Ctx; session: LiveSession | null; device: Device };

/** Reads the session row each time, so that a revocation counts at once. */
export async function callerOf(headers: Headers): Promise<Caller> {
  const clock = systemClock;
  const sessionId = await sessionIdOf(headers);
  const session = sessionId ? await readSession(sessionId, clock) : null;
  if (session && clock.now().getTime() - session.lastSeenAt.getTime() > touchEveryMs) {
    await touchSession(session.sessionId, clock);
  }
  const ctx: Ctx = {
    actor: session?.actor ?? { kind: "visitor" },
    merchantId: session?.merchantId ?? null,
    clock,
    requestId: newId("request"),
  };
  return { ctx, session, device: deviceOf(headers) };
}

/** Whom the limiter counts: a person where there is one, else a network address. */
export function callerKey({ ctx, device }: Caller): string {
  return "userId" in ctx.actor ? `user:${ctx.actor.userId}` : `address:${device.ip}`;
}
