import type { Sql } from "postgres";
import { failRefund } from "./create-refund";
import { keyLifeMs } from "./idempotency";
import type { Kind } from "./objects";
import { expireSession } from "./pay-session";
import { cancelIntent } from "./settle-intent";
import { openStore, type Store } from "./store";

async function act(store: Store, kind: Kind, id: string): Promise<void> {
  const isDue = (dueMs: number | null) => dueMs !== null && dueMs <= store.cause.nowMs;
  if (kind === "payment_intent") {
    const row = await store.get(kind, id, { lock: true });
    if (isDue(row.dueMs) && row.object.status === "requires_capture")
      await cancelIntent(store, row, "automatic", "charge.expired");
  } else if (kind === "checkout.session") {
    const row = await store.get(kind, id, { lock: true });
    if (isDue(row.dueMs) && row.object.status === "open") await expireSession(store, row);
  } else if (kind === "refund") {
    const row = await store.get(kind, id, { lock: true });
    if (isDue(row.dueMs)) await failRefund(store, row);
  }
}

/** What the clock alone brings about: holds lapse, sessions close, a doomed refund fails, old idempotency keys go. */
export async function expireDue(sql: Sql, nowMs: number): Promise<void> {
  const due = await sql<{ id: string; kind: Kind }[]>`
    select id, kind from sandbox.stripe_objects where due_ms <= ${nowMs} order by due_ms, seq`;
  for (const { id, kind } of due) {
    await sql.begin((tx) => act(openStore(tx, { nowMs, requestId: null, idempotencyKey: null }), kind, id));
  }
  await sql`delete from sandbox.stripe_idempotency where created_ms <= ${nowMs - keyLifeMs}`;
}
