import "server-only";
import { type LimitClass, limitSentences, limits } from "@/lib/identity/limits";
import { requireToken } from "@/lib/identity/rate-limit";
import { callerKey } from "./caller";
import { currentCaller } from "./session";

/** For a page that costs more than a page: counts with the routes and actions of the class, and throws the same sentence. */
export async function requirePageToken(limit: LimitClass): Promise<void> {
  const caller = await currentCaller();
  await requireToken(`${limit}:${callerKey(caller)}`, limits[limit], caller.ctx.clock, limitSentences[limit]);
}
