import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";

/** A name of the acting merchant whose registrant has not confirmed, for whoever may change it. */
export async function ownUnverified(ctx: Ctx, domainId: string): Promise<typeof domains.$inferSelect> {
  const merchantId = requireWriter(ctx);
  const [domain] = await db()
    .select()
    .from(domains)
    .where(and(eq(domains.id, domainId), eq(domains.merchantId, merchantId)));
  if (!domain) throw notFound("domain");
  if (!domain.verifyBy || domain.verifiedAt) {
    throw new AppError("conflict", "The registrant's address is confirmed. Nothing was sent. Reload the page.");
  }
  return domain;
}
