import { isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { tlds } from "@/db/schema";
import { openActiveRegistrar, openRegistrar } from "@/lib/accounts/open-registrar";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { importPrices, type PriceImport } from "./import-prices";

/** Imports the price lists of all accounts that sell: the active one, and those that endings are routed to. */
export async function importActivePrices(ctx: Ctx): Promise<(PriceImport & { accountId: string })[]> {
  requirePlatform(ctx);
  const active = await openActiveRegistrar(ctx);
  const routed = await db()
    .selectDistinct({ accountId: tlds.routedAccountId })
    .from(tlds)
    .where(isNotNull(tlds.routedAccountId));
  const accounts = [active];
  for (const { accountId } of routed)
    if (accountId && accountId !== active.accountId) accounts.push(await openRegistrar(ctx, accountId));
  const imports = [];
  for (const { accountId, registrar } of accounts) {
    if (!registrar.descriptor.capabilities.prices) continue;
    imports.push({ accountId, ...(await importPrices(ctx, { accountId, registrar })) });
  }
  return imports;
}
