import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { observeName } from "./observe-name";
import { longestPreChargeDays } from "./pre-charge";

/** So many names one hour reads, those not looked at for longest first. */
const most = 300;

/** From so long before its registrar may renew it by itself, a name is looked at each day. */
const marginDays = 5;

/** So many answers of registrars are waited for at once. */
const atOnce = 4;

/** How long what a registrar said of such a name is believed. */
const freshMs = 20 * HOUR;

/**
 * Reads names whose state may have changed by itself: those that expired, and those that their registrar may have renewed. A
 * registrar that does not answer leaves its names for the next hour.
 */
export async function observeEndings(
  ctx: Ctx,
): Promise<{ read: number; changed: number; unasked: number; failed: number }> {
  requirePlatform(ctx);
  const now = ctx.clock.now();
  const rows = await db()
    .select()
    .from(domains)
    .where(
      sql`${domains.registration} in ('active', 'expired', 'redemption')
        and (${domains.observedAt} is null or ${domains.observedAt} < ${later(now, -freshMs).toISOString()}::timestamptz)
        and (${domains.expiresAt} <= ${later(now, DAY).toISOString()}::timestamptz
          or (${domains.registrarAutoRenew} and ${domains.expiresAt} <= ${later(now, (longestPreChargeDays() + marginDays) * DAY).toISOString()}::timestamptz))
        and exists (select from registrar_accounts a where a.id = ${domains.registrarAccountId} and a.merchant_id is null)`,
    )
    .orderBy(sql`${domains.observedAt} nulls first`)
    .limit(most);
  const counts = { read: 0, changed: 0, unasked: 0, failed: 0 };
  const down = new Set<string>();
  const look = async (domain: (typeof rows)[number]) => {
    if (down.has(domain.registrarAccountId)) return;
    try {
      const seen = await observeName(ctx, domain);
      counts.read += 1;
      if (seen === "changed") counts.changed += 1;
      if (seen === "renewed_unasked") counts.unasked += 1;
      // Names that are gone would else be asked for each hour, before all others, and be more each day.
      if (seen === "gone")
        await inTransaction("observe-gone", (tx) =>
          tx.update(domains).set({ observedAt: now }).where(eq(domains.id, domain.id)),
        );
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
      if (error instanceof ProviderError && error.kind !== "not_found") down.add(domain.registrarAccountId);
      counts.failed += 1;
    }
  };
  for (let at = 0; at < rows.length; at += atOnce) await Promise.all(rows.slice(at, at + atOnce).map(look));
  return counts;
}
