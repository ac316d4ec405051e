import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { log } from "@/lib/kernel/log";
import { refreshVerification } from "./refresh-verification";

/** How many names a run asks about; those whose time ends first come first. */
const mostAsked = 200;
/** A registrar that fails this often in a row is down: the next run asks again. */
const patience = 3;

/** Asks about every registrant who has not confirmed, before anybody is mailed about it. */
export async function watchVerifications(ctx: Ctx): Promise<{ asked: number; verified: number }> {
  requirePlatform(ctx);
  const open = await db()
    .select({ id: domains.id })
    .from(domains)
    .where(and(isNotNull(domains.verifyBy), isNull(domains.verifiedAt), eq(domains.registration, "active")))
    .orderBy(asc(domains.verifyBy), asc(domains.id))
    .limit(mostAsked);
  let verified = 0;
  let inARow = 0;
  for (const { id } of open) {
    if (inARow >= patience) break;
    try {
      if ((await refreshVerification(ctx, { domainId: id })).verified) verified += 1;
      inARow = 0;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      inARow += 1;
      log.warn("a registrant's confirmation could not be read", { domainId: id, error });
    }
  }
  return { asked: open.length, verified };
}
