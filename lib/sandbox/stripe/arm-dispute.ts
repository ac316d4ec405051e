import { findCardByNumber } from "./cards";
import { idOf } from "./objects";
import type { Row, Store } from "./store";

/** How long the owner of a disputing card takes to see the charge. */
const disputeDelayMs = 60_000;

/** Saves a captured charge, due for its dispute where the card is one of those. */
export async function armDispute(store: Store, charge: Row<"charge">): Promise<void> {
  const method = await store.find("payment_method", idOf(charge.object.payment_method) ?? "");
  const disputes = findCardByNumber(method?.hidden.number ?? "")?.dispute !== undefined;
  charge.dueMs = disputes ? store.cause.nowMs + disputeDelayMs : null;
  await store.put("charge", charge);
}
