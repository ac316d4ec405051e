import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { ApiRefusal } from "./problem";

/** The merchant's domain of this name, in any spelling; the one that lives now before those that have left. */
export async function ownedDomain(ctx: Ctx, name: string): Promise<typeof domains.$inferSelect> {
  const merchantId = requireMerchant(ctx);
  const parsed = parseDomainName(name);
  const gone = sql`${domains.registration} in ('transferred_away', 'cancelled')`;
  const [row] = parsed.ok
    ? await db()
        .select()
        .from(domains)
        .where(and(eq(domains.merchantId, merchantId), eq(domains.nameAscii, parsed.name.ascii)))
        .orderBy(gone, desc(domains.createdAt))
        .limit(1)
    : [];
  if (!row)
    throw new ApiRefusal("not_found", "You have no such domain. Nothing was changed or charged. Check the name.");
  return row;
}
