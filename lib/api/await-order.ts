import { setTimeout as pause } from "node:timers/promises";
import type { Ctx } from "@/lib/kernel/context";
import { onLiveChange } from "@/lib/live/on-live-change";
import { orderView } from "@/lib/orders/order-view";
import type { OrderView } from "@/lib/orders/views";

const running: readonly OrderView["state"][] = ["awaiting_payment", "review", "fulfilling"];

/** The order once it has ended, or as it is when a program has waited long enough. It wakes with each change of it. */
export async function awaitOrder(ctx: Ctx, orderId: string, patienceMs: number): Promise<OrderView> {
  let wake = () => {};
  const stop = new AbortController();
  const unsubscribe = await onLiveChange(
    (change) => {
      if (change.orderId === orderId) wake();
    },
    () => stop.abort(),
  );
  const lapsed = pause(patienceMs, true, { signal: stop.signal }).catch(() => true);
  try {
    for (;;) {
      const changed = new Promise<false>((resolve) => {
        wake = () => resolve(false);
      });
      const view = await orderView(ctx, orderId);
      if (!running.includes(view.state)) return view;
      if (await Promise.race([changed, lapsed])) return view;
    }
  } finally {
    unsubscribe();
    stop.abort();
  }
}
