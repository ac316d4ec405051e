import type { Sql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { findDecline } from "./cards";
import { closeDispute, createDispute, type NewDispute } from "./create-dispute";
import { idOf } from "./objects";
import { openStore, type Store } from "./store";

/** What happens at banks and card owners, and is only heard of. Each is an error in Stripe's words when it cannot be. */
export type StripeStories = {
  /** The card's owner disputes the payment; resolves to the dispute's id. */
  dispute(intentId: string, input?: NewDispute): Promise<string>;
  closeDispute(disputeId: string, outcome: "won" | "lost"): Promise<void>;
  /**
   * The bank has something new about a saved card. `decline` is what it answers to every charge from now on (a decline code, or
   * `authentication_required`), null lifts it; the expiry is what a new card would have.
   */
  changeCard(
    paymentMethodId: string,
    change: { decline?: string | null; expMonth?: number; expYear?: number },
  ): Promise<void>;
};

export function createStories(
  parts: { sql: Sql; clock: Clock; ready: () => Promise<void> },
  happened: () => void,
): StripeStories {
  async function tell<Result>(story: (store: Store) => Promise<Result>): Promise<Result> {
    await parts.ready();
    const cause = { nowMs: parts.clock.now().getTime(), requestId: null, idempotencyKey: null };
    const result = await parts.sql.begin((tx) => story(openStore(tx, cause)));
    happened();
    return result as Result;
  }
  return {
    dispute: (intentId, input) =>
      tell(async (store) => {
        const intent = await store.get("payment_intent", intentId, { lock: true });
        const charge = await store.get("charge", idOf(intent.object.latest_charge) ?? "", { lock: true });
        return (await createDispute(store, charge, input)).object.id;
      }),
    closeDispute: (disputeId, outcome) =>
      tell(async (store) => closeDispute(store, await store.get("dispute", disputeId, { lock: true }), outcome)),
    changeCard: (paymentMethodId, { decline, expMonth, expYear }) =>
      tell(async (store) => {
        const row = await store.get("payment_method", paymentMethodId, { lock: true });
        if (decline === null) delete row.hidden.decline;
        else if (decline !== undefined) row.hidden.decline = findDecline(decline);
        const { card } = row.object;
        if (card) Object.assign(card, { exp_month: expMonth ?? card.exp_month, exp_year: expYear ?? card.exp_year });
        await store.put("payment_method", row);
        if (expMonth !== undefined || expYear !== undefined)
          await store.emit("payment_method.automatically_updated", row.object);
      }),
  };
}
