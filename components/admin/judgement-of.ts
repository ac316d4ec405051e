import type { OrderView } from "@/lib/orders/views";

/** What a person may say of an order: put it before a person, let it go on, refuse it. */
export type Judgement = { flagged: boolean; mayFlag: boolean; mayJudge: boolean };

/** `waits`: an open fraud case says that somebody must decide. What ended without a name can no longer be judged. */
export function judgementOf(order: Pick<OrderView, "state" | "items">, waits: boolean): Judgement {
  const open = order.state === "awaiting_payment" || order.state === "review" || order.state === "fulfilling";
  const delivered = order.items.some(({ state }) => state === "registered");
  const flagged = waits || order.state === "review";
  return { flagged, mayFlag: !flagged && (open || delivered), mayJudge: flagged };
}

/** What is lost when the order is refused, a sentence a name: money let go, or a name put on hold. */
export function lossesOf(items: Pick<OrderView["items"][number], "nameUnicode" | "state">[]): string[] {
  return items.flatMap(({ nameUnicode, state }) => {
    if (state === "waiting") return [`${nameUnicode} is not bought, and the money held for it is let go.`];
    if (state === "registering")
      return [`${nameUnicode} ends unless the registrar was already asked for it; then its outcome decides.`];
    if (state === "registered") return [`${nameUnicode} is put on hold. What was charged for it stays charged.`];
    return [];
  });
}
