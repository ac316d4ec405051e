import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { MINUTE } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";

/**
 * Sends everything that has not ended on its way again: open items, orders, setups, unhandled events, unsent notices. Events
 * are told apart by time window, so a window sends each only once; beats find by themselves whether there is anything to do.
 */
export async function sweepStalled(ctx: Ctx): Promise<{ sent: number }> {
  requirePlatform(ctx);
  const now = ctx.clock.now();
  const at = now.toISOString();
  const window = Math.floor(now.getTime() / (5 * MINUTE));
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  return inTransaction("sweep-stalled", async (tx) => {
    const rows = await tx.execute(sql`
      insert into outbox (event_id, name, data, created_at)
      select name || ':' || key || ':sweep:' || ${String(window)}, name, data, ${at}::timestamptz from (
        select 'order/item-due' as name, i.id as key, jsonb_build_object('itemId', i.id, 'sweep', true) as data
          from order_items i join orders o on o.id = i.order_id
         where i.state in ('waiting', 'registering') and o.state in ('fulfilling', 'review', 'cancelled')
           and i.updated_at < ${before(2 * MINUTE)}::timestamptz
        union all
        select 'order/look-due', o.id, jsonb_build_object('orderId', o.id, 'sweep', true)
          from orders o where o.state in ('awaiting_payment', 'review', 'fulfilling') and o.updated_at < ${before(2 * MINUTE)}::timestamptz
        union
        select 'order/look-due', p.order_id, jsonb_build_object('orderId', p.order_id, 'sweep', true)
          from payments p where p.state in ('open', 'held') and p.updated_at < ${before(2 * MINUTE)}::timestamptz
        union all
        select distinct 'domain/setup-due', s.domain_id, jsonb_build_object('domainId', s.domain_id, 'sweep', true)
          from domain_setup s join domains d on d.id = s.domain_id
         where s.state <> 'done' and d.registration = 'active' and d.updated_at < ${before(5 * MINUTE)}::timestamptz
        union all
        select 'payments/event-received', w.event_id, jsonb_build_object('eventId', w.event_id, 'objectId', w.object_id)
          from webhook_events w where w.handled_at is null and w.received_at < ${before(5 * MINUTE)}::timestamptz
        union all
        select 'refund/due', r.id, jsonb_build_object('refundId', r.id, 'sweep', true)
          from refunds r where r.state = 'sent' and r.created_at < ${before(5 * MINUTE)}::timestamptz
        union all
        select 'notice/due', n.id, jsonb_build_object('noticeId', n.id)
          from notices n where n.sent_at is null and n.created_at < ${before(5 * MINUTE)}::timestamptz
      ) due
      on conflict (event_id) do nothing returning id`);
    return { sent: rows.length };
  });
}
