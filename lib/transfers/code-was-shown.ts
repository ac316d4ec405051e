import { and, eq, gte } from "drizzle-orm";
import { timeline } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";

/** A code that was shown is good for days, and the move takes more of them. */
const stillGoodMs = 30 * DAY;

/** Whether somebody of the account asked for a name's auth code lately, so that its leaving is no surprise. */
export async function codeWasShown(tx: Tx, ctx: Ctx, domainId: string): Promise<boolean> {
  const [fact] = await tx
    .select({ id: timeline.id })
    .from(timeline)
    .where(
      and(
        eq(timeline.domainId, domainId),
        eq(timeline.fact, "auth_code_shown"),
        gte(timeline.at, later(ctx.clock.now(), -stillGoodMs)),
      ),
    )
    .limit(1);
  return fact !== undefined;
}
