import { confirmSetup } from "./confirm-setup";
import { idOf } from "./objects";
import { KeptFailure } from "./route";
import type { Row, Store } from "./store";

/** One attempt to save a card on a session's page. The session must be locked and open. */
export async function saveCard(
  store: Store,
  row: Row<"checkout.session">,
  method: Row<"payment_method">,
): Promise<"saved" | "challenge" | "declined"> {
  const setup = await store.get("setup_intent", idOf(row.object.setup_intent)!, { lock: true });
  const result = await confirmSetup({ store, id: setup.object.id, sandboxUrl: "" }, setup, method.object.id);
  if (result instanceof KeptFailure) return "declined";
  if (setup.object.status !== "succeeded") return "challenge";
  await completeSetup(store, row);
  return "saved";
}

export async function completeSetup(store: Store, row: Row<"checkout.session">): Promise<void> {
  Object.assign(row.object, { status: "complete", url: null });
  row.dueMs = null;
  await store.put("checkout.session", row);
  await store.emit("checkout.session.completed", row.object);
}
