import { sql } from "drizzle-orm";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { billAfter } from "./bill-after";
import { exposedNames } from "./exposed-names";
import { owedByMerchant } from "./owed-by-merchant";

/** No registrar charges earlier than this, with the widest grace window before it. */
const lookAheadDays = 120;

/**
 * A name that earns is not lost (L-6): at the cut-off, by policy, it is renewed and billed after, as long as its merchant
 * owes no more than the limit. The cut-off lies the grace window before its registrar would charge by itself, or before it expires.
 */
export async function renewEarningNames(ctx: Ctx): Promise<{ renewed: number; overLimit: number }> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const { renewFirstAboveMinor, renewFirstLimitMinor, graceWindowDays } = settings;
  const counts = { renewed: 0, overLimit: 0 };
  if (renewFirstAboveMinor === 0) return counts;
  const now = ctx.clock.now();
  const names = await exposedNames(
    settings,
    now,
    sql`d.revenue30d_minor >= ${renewFirstAboveMinor} and d.auto_renew and d.merchant_id is not null
      and m.state = 'active' and d.expires_at <= ${later(now, lookAheadDays * DAY).toISOString()}::timestamptz
      and exists (select from invoices f where f.id = l.invoice_id and f.state = 'open' and f.kind <> 'receivable')`,
  );
  const owed = await owedByMerchant();
  for (const name of names) {
    const actsAt = new Date(name.isOn ? name.takesAt : name.expiresAt);
    if (name.paid || name.merchantId === null || name.costMinor === null) continue;
    if (now < later(actsAt, -Math.max(graceWindowDays, 1) * DAY)) continue;
    const owes = (owed[name.merchantId] ?? 0) + name.costMinor;
    if (owes > renewFirstLimitMinor) {
      counts.overLimit += 1;
      continue;
    }
    try {
      if (!(await billAfter(ctx, { domainId: name.domainId, cause: "renewed_first" }))) continue;
      owed[name.merchantId] = owes;
      counts.renewed += 1;
    } catch (error) {
      // Another order has the name at this moment; the next hour looks again.
      if (!(error instanceof AppError && error.code === "conflict")) throw error;
    }
  }
  return counts;
}
