import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";

/** A domain the actor may see: a merchant's own, any for admins and jobs. */
export async function visibleDomain(ctx: Ctx, domainId: string): Promise<typeof domains.$inferSelect> {
  if (!/^dom_[0-9a-z]{1,40}$/.test(domainId)) throw notFound("domain");
  const mine =
    ctx.actor.kind === "admin" || ctx.actor.kind === "job" ? undefined : eq(domains.merchantId, ctx.merchantId ?? "");
  const [domain] = await db()
    .select()
    .from(domains)
    .where(and(eq(domains.id, domainId), mine));
  if (!domain) throw notFound("domain");
  return domain;
}
