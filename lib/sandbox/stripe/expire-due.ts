import type { Sql } from "postgres";
import { findCardByNumber } from "./cards";
import { closeDispute, createDispute } from "./create-dispute";
import { settleRefund } from "./create-refund";
import { keyLifeMs } from "./idempotency";
import { idOf, type Kind } from "./objects";
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
    if (isDue(row.dueMs)) await settleRefund(store, row);
  } else if (kind === "charge") {
    const row = await store.get(kind, id, { lock: true });
    const method = await store.find("payment_method", idOf(row.object.payment_method) ?? "");
    if (isDue(row.dueMs)) await createDispute(store, row, findCardByNumber(method?.hidden.number ?? "")?.dispute);
  } else if (kind === "dispute") {
    const row = await store.get(kind, id, { lock: true });
    // Nobody answered in time.
    if (isDue(row.dueMs)) await closeDispute(store, row, "lost");
  }
}

/** What the clock alone brings about: holds lapse, sessions close, refunds end, disputes come and go, old idempotency keys go. */
export async function expireDue(sql: Sql, nowMs: number): Promise<void> {
  const due = await sql<{ id: string; kind: Kind }[]>`
    select id, kind from sandbox.stripe_objects where due_ms <= ${nowMs} order by due_ms, seq`;
  for (const { id, kind } of due) {
    await sql.begin((tx) => act(openStore(tx, { nowMs, requestId: null, idempotencyKey: null }), kind, id));
  }
  await sql`delete from sandbox.stripe_idempotency where created_ms <= ${nowMs - keyLifeMs}`;
}
