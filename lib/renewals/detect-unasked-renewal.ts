import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { type domains, orderItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DAY } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { billAfter } from "./bill-after";

/** Less than this is a correction of a date, not a year. */
const leastMs = 300 * DAY;

/**
 * Whether the registrar has renewed a name by itself, as its new expiry shows with no order of ours behind it (N-6). Its
 * merchant then owes for it (PE-39); where nobody wanted it, a case shows the cost as the platform's own. Called by whoever
 * reads a name, before the new expiry is stored.
 */
export async function detectUnaskedRenewal(
  ctx: Ctx,
  domain: Pick<
    typeof domains.$inferSelect,
    "id" | "nameAscii" | "merchantId" | "registrar" | "expiresAt" | "autoRenew"
  >,
  observed: { expiresAt: Date },
): Promise<boolean> {
  requirePlatform(ctx);
  const before = domain.expiresAt;
  if (!before || observed.expiresAt.getTime() - before.getTime() < leastMs) return false;
  const ours = await db()
    .select({ id: orderItems.id })
    .from(orderItems)
    .where(
      and(
        eq(orderItems.nameAscii, domain.nameAscii),
        inArray(orderItems.kind, ["renew", "restore", "transfer"]),
        inArray(orderItems.state, ["waiting", "registering", "registered"]),
        eq(orderItems.expiryBefore, before),
      ),
    )
    .limit(1);
  if (ours.length > 0) return false;
  const years = Math.max(1, Math.round((observed.expiresAt.getTime() - before.getTime()) / (365.25 * DAY)));
  if (domain.merchantId && domain.autoRenew) {
    try {
      if (await billAfter(ctx, { domainId: domain.id, cause: "unasked", years })) return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  await inTransaction("renewed-unasked", async (tx) => {
    await openCase(tx, ctx, {
      kind: "renewed_unpaid",
      subjectId: domain.id,
      merchantId: domain.merchantId,
      summary: `The registrar renewed ${displayName(domain.nameAscii)} by itself and charged us, and nobody asked for it. The cost is ours unless its registrar takes it back.`,
      facts: { name: domain.nameAscii, before: before.toISOString(), now: observed.expiresAt.toISOString(), years },
    });
    await tell(tx, ctx, {
      side: "registry",
      fact: "renewed_unasked",
      merchantId: domain.merchantId,
      domainId: domain.id,
      data: { name: domain.nameAscii, registrar: domain.registrar, expiresAt: observed.expiresAt.toISOString() },
      onceKey: `${domain.id}:unasked:${before.getTime()}`,
    });
  });
  return true;
}
