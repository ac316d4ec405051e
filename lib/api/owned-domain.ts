import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, registrarAccounts } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { ApiRefusal } from "./problem";
import type { DomainRow } from "./to-domain";

/** The merchant's domain of this name, in any spelling; the one that lives now before those that have left. */
export async function ownedDomain(ctx: Ctx, name: string): Promise<DomainRow> {
  const merchantId = requireMerchant(ctx);
  const parsed = parseDomainName(name);
  const gone = sql`${domains.registration} in ('transferred_away', 'cancelled')`;
  const [row] = parsed.ok
    ? await db()
        .select({ domain: domains, ours: sql<boolean>`${registrarAccounts.merchantId} is null` })
        .from(domains)
        .innerJoin(registrarAccounts, eq(registrarAccounts.id, domains.registrarAccountId))
        .where(and(eq(domains.merchantId, merchantId), eq(domains.nameAscii, parsed.name.ascii)))
        .orderBy(gone, desc(domains.createdAt))
        .limit(1)
    : [];
  if (!row)
    throw new ApiRefusal("not_found", "You have no such domain. Nothing was changed or charged. Check the name.");
  return row;
}

/** As ownedDomain, for what only the platform can do: a name that is registered elsewhere is refused (DP-118, DP-119). */
export async function ownedDomainHere(ctx: Ctx, name: string): Promise<DomainRow["domain"]> {
  const { domain, ours } = await ownedDomain(ctx, name);
  if (ours) return domain;
  throw new ApiRefusal(
    "bad_request",
    "This domain was not bought here, so it is renewed where it is registered. Nothing was changed or charged.",
  );
}
