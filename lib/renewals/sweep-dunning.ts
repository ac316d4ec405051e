import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { withdrawUnwanted } from "./withdraw-unwanted";

/** Sends every invoice whose next step is due on its own durable way: one statement, however many there are. */
export async function sweepDunning(ctx: Ctx): Promise<{ due: number; withdrawn: number }> {
  requirePlatform(ctx);
  const withdrawn = await withdrawUnwanted(ctx);
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  return inTransaction("sweep-dunning", async (tx) => {
    const sent = await tx.execute(sql`
      insert into outbox (event_id, name, data, created_at)
      select 'invoice/dunning-due:' || id || ':' || dunning_step || ':' || to_char(${now}, 'YYYYMMDDHH24'), 'invoice/dunning-due', jsonb_build_object('invoiceId', id), ${now}
      from invoices where state = 'open' and next_dunning_at <= ${now}
      on conflict (event_id) do nothing returning 1`);
    return { due: sent.length, withdrawn };
  });
}
