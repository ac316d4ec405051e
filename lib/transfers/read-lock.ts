import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { leavingDomain } from "./leaving-domain";

/** Asks the registrar how the lock stands now, and keeps the answer with its age. */
export async function readLock(ctx: Ctx, { domainId }: { domainId: string }): Promise<{ locked: boolean | null }> {
  requireWriter(ctx);
  const { domain } = await leavingDomain(ctx, domainId);
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const read = await registrar.domain(domain.nameAscii);
  if (!read) return { locked: domain.locked };
  const now = ctx.clock.now();
  await db()
    .update(domains)
    .set({ locked: read.locked, eppStatuses: read.eppStatuses, observedAt: now, updatedAt: now })
    .where(eq(domains.id, domain.id));
  return { locked: read.locked };
}
