import { type SQL, sql } from "drizzle-orm";

/**
 * Whether more was taken for order `o` than was delivered or, where it is taken at the start, is being delivered. What
 * goes back because it did not come about counts as gone from the moment it is on record.
 */
export const chargedNotDelivered: SQL<boolean> = sql`(select coalesce(sum(p.captured_minor), 0) from payments p where p.order_id = o.id)
  - (select coalesce(sum(r.amount_minor), 0) from refunds r where r.order_id = o.id and r.kind = 'undelivered' and r.state <> 'failed')
  > (select coalesce(sum(i.price_minor + i.tax_minor), 0) from order_items i where i.order_id = o.id
    and (i.state = 'registered' or (o.capture_mode = 'at_start' and i.state in ('waiting', 'registering'))))`;
