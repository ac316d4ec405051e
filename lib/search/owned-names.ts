import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, nameClaims } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";

/** Which of these names the acting merchant holds already, or is buying at this moment (AN-10, U-10). */
export async function ownedNames(ctx: Ctx, names: readonly string[]): Promise<Map<string, "owned" | "being_bought">> {
  const found = new Map<string, "owned" | "being_bought">();
  if (ctx.actor.kind !== "user" || ctx.merchantId === null || names.length === 0) return found;
  const [claims, held] = await Promise.all([
    db()
      .select({ name: nameClaims.nameAscii })
      .from(nameClaims)
      .where(and(eq(nameClaims.merchantId, ctx.merchantId), inArray(nameClaims.nameAscii, [...names]))),
    db()
      .select({ name: domains.nameAscii })
      .from(domains)
      .where(
        and(
          eq(domains.merchantId, ctx.merchantId),
          inArray(domains.nameAscii, [...names]),
          sql`${domains.registration} in ('pending', 'active', 'expired', 'redemption', 'fraud')`,
        ),
      ),
  ]);
  for (const { name } of claims) found.set(name, "being_bought");
  for (const { name } of held) found.set(name, "owned");
  return found;
}
