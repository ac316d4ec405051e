import { lt } from "drizzle-orm";
import { db } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { type Clock, DAY, later } from "@/lib/kernel/clock";

/** Forgets answers that are kept no longer. Returns how many. */
export async function forgetIdempotencyKeys(clock: Clock): Promise<number> {
  const gone = await db()
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, later(clock.now(), -DAY)))
    .returning({ key: idempotencyKeys.key });
  return gone.length;
}
