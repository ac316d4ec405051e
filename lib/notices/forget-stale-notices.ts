import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { windowRows } from "./erpp-gaps";
import { liveNames } from "./live-names";

/** Takes back expiry notices that never left and are no longer true: the name was renewed, or is gone. */
export async function forgetStaleNotices(_ctx: Ctx): Promise<void> {
  await inTransaction("forget-stale-notices", (tx) =>
    tx.execute(sql`delete from notices n using ${windowRows}, domains d
      where n.sent_at is null and n.kind = w.kind and d.id = n.domain_id
        and (d.registration not in ${liveNames} or d.expires_at is null
          or abs(extract(epoch from n.due_to - (d.expires_at - make_interval(days => w.to_days)))) > 86400 * 20)`),
  );
}
