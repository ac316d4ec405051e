import { z } from "zod";
import { rawSql } from "@/db/client";
import { log } from "@/lib/kernel/log";

/** What changed, as the database tells it: ids alone. */
export type LiveChange = { merchantId: string | null; orderId: string | null; domainId: string | null };
export type LiveListener = (change: LiveChange) => void;

const channel = "nameplate_live";
const changeSchema = z.object({
  merchantId: z.string().nullable(),
  orderId: z.string().nullable(),
  domainId: z.string().nullable(),
});

type Hub = { listeners: Set<LiveListener>; closers: Set<() => void>; listening: Promise<unknown> | null };

/** Kept on globalThis: Next loads this module once for each of its bundles, and one process needs one LISTEN. */
const store = globalThis as { nameplateLiveHub?: Hub };

function openHub(): Hub {
  if (store.nameplateLiveHub) return store.nameplateLiveHub;
  const hub: Hub = { listeners: new Set(), closers: new Set(), listening: null };
  store.nameplateLiveHub = hub;
  // A server that is asked to stop waits for its open answers, and these never end by themselves.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      for (const close of hub.closers) close();
    });
  }
  return hub;
}

/**
 * Calls back with every change that commits from now on, and `close` when the server is about to stop. The one connection
 * that listens is opened by the first caller and opened again by itself when the database went away; resolves once it
 * listens. Returns how to unsubscribe.
 */
export async function onLiveChange(listener: LiveListener, close: () => void): Promise<() => void> {
  const hub = openHub();
  hub.listening ??= rawSql()
    .listen(channel, (payload) => tell(hub, payload))
    .catch((error: unknown) => {
      hub.listening = null;
      throw error;
    });
  await hub.listening;
  hub.listeners.add(listener);
  hub.closers.add(close);
  return () => {
    hub.listeners.delete(listener);
    hub.closers.delete(close);
  };
}

function tell(hub: Hub, payload: string): void {
  let change: LiveChange;
  try {
    change = changeSchema.parse(JSON.parse(payload));
  } catch (error) {
    log.warn("a live message could not be read", { error });
    return;
  }
  for (const listener of hub.listeners) listener(change);
}
