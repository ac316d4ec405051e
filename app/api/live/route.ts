import { z } from "zod";
import { liveStream } from "@/app/_lib/live-stream";
import { route } from "@/app/_lib/route";
import { readSession } from "@/lib/identity/read-session";
import { AppError } from "@/lib/kernel/errors";

export const dynamic = "force-dynamic";

const id = z.string().max(60).optional();

/** Server-sent events about the caller's own orders and domains (an admin's: all); see live-stream.ts for the events. */
export const GET = route({ input: z.object({ order: id, domain: id }) }, async (ctx, watched, { session, request }) => {
  if (!session) throw new AppError("unauthenticated", "You are not signed in. Sign in to see changes as they happen.");
  const stillHolds = async () => (await readSession(session.sessionId, ctx.clock)) !== null;
  const stream = liveStream({
    ctx,
    watched,
    signal: request.signal,
    stillHolds,
    heartbeatMs: 20_000,
    recheckMs: 3_000,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
