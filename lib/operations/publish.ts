import { outbox } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";

/** Events by name and what they carry: ids only, since the engine stores them. */
export type Events = {
  "order/held": { orderId: string };
  "order/look-due": { orderId: string };
  "order/item-due": { itemId: string };
  "order/item-ended": { orderId: string; itemId: string };
  "domain/registered": { domainId: string };
  "domain/setup-due": { domainId: string };
  "payments/event-received": { eventId: string; objectId: string };
  "notice/due": { noticeId: string };
  "invoice/charge-due": { invoiceId: string };
  "refund/due": { refundId: string };
  "invoice/issued": { invoiceId: string };
  "invoice/dunning-due": { invoiceId: string };
  "platform/reconcile-due": Record<string, never>;
};

export type EventName = keyof Events;

/**
 * Writes an event to the outbox in the transaction that causes it. `id` makes it harmless to write or send twice:
 * the same id starts a function once.
 */
export async function publish<N extends EventName>(
  tx: Tx,
  ctx: Ctx,
  name: N,
  id: string,
  data: Events[N],
): Promise<void> {
  await tx
    .insert(outbox)
    .values({ eventId: `${name}:${id}`, name, data, createdAt: ctx.clock.now() })
    .onConflictDoNothing({ target: outbox.eventId });
}
