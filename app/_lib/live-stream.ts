import type { Ctx } from "@/lib/kernel/context";
import { type LiveChange, onLiveChange } from "@/lib/live/on-live-change";

export type Watched = { order?: string | undefined; domain?: string | undefined };

/** Whether a change may be told to this caller, and is about what they watch. Others' changes do not exist for them. */
export function concerns(change: LiveChange, ctx: Ctx, watched: Watched): boolean {
  const mine =
    ctx.actor.kind === "admin" ||
    (ctx.actor.kind === "user" && ctx.merchantId !== null && change.merchantId === ctx.merchantId);
  if (!mine) return false;
  if (watched.order && change.orderId !== watched.order) return false;
  return !watched.domain || change.domainId === watched.domain;
}

type Options = {
  ctx: Ctx;
  watched: Watched;
  signal: AbortSignal;
  /** Asked with each heartbeat and before news after more than `recheckMs` without asking. */
  stillHolds: () => Promise<boolean>;
  heartbeatMs: number;
  recheckMs: number;
};

/**
 * Server-sent events: `changed` with `{orderId, domainId}` and nothing more, so that what is shown is always read through
 * its own verb. Changes that come while the session is being looked at are told as one. A comment is sent as a heartbeat;
 * the stream ends with the session.
 */
export function liveStream(options: Options): ReadableStream<Uint8Array> {
  const { ctx, watched, signal, stillHolds, heartbeatMs, recheckMs } = options;
  const text = new TextEncoder();
  let end = () => {};
  return new ReadableStream({
    async start(controller) {
      let ended = false;
      let checkedAt = ctx.clock.now().getTime();
      let unsubscribe = () => {};
      let heart: NodeJS.Timeout | undefined;
      const pending = new Map<string, LiveChange>();
      end = () => {
        if (ended) return;
        ended = true;
        clearInterval(heart);
        unsubscribe();
        try {
          controller.close();
        } catch {
          // The reader has gone already.
        }
      };
      const send = (line: string) => {
        if (!ended) controller.enqueue(text.encode(line));
      };
      const flush = async (check: boolean) => {
        const nowMs = ctx.clock.now().getTime();
        if (check || nowMs - checkedAt >= recheckMs) {
          if (!(await stillHolds().catch(() => false))) return end();
          checkedAt = nowMs;
        }
        for (const { orderId, domainId } of pending.values()) {
          send(`event: changed\ndata: ${JSON.stringify({ orderId, domainId })}\n\n`);
        }
        pending.clear();
      };
      signal.addEventListener("abort", end, { once: true });
      const stop = await onLiveChange((change) => {
        if (!concerns(change, ctx, watched)) return;
        const idle = pending.size === 0;
        pending.set(`${change.orderId} ${change.domainId}`, change);
        if (idle) void flush(false);
      }, end);
      if (ended || signal.aborted) return stop();
      unsubscribe = stop;
      heart = setInterval(() => {
        send(": still here\n\n");
        void flush(true);
      }, heartbeatMs);
      // Also tells the reader that nothing from here on is missed.
      send("retry: 2000\nevent: open\ndata: {}\n\n");
    },
    cancel: () => end(),
  });
}
