import type { Ctx } from "@/lib/kernel/context";
import type { Settings } from "@/lib/settings/schema";
import { lateRenewal } from "@/lib/tlds/late-renewal";
import { listTlds } from "@/lib/tlds/queries";

/** What it costs to keep a name, a year each, in `currency`; null where it is not known just now. */
export type Fees = {
  currency: string;
  renewMinor: number | null;
  /** After expiry, within the grace period. */
  lateRenewMinor: number | null;
  /** After deletion, within redemption: the restore and the year with it. */
  restoreMinor: number | null;
  graceDays: number;
  redemptionDays: number;
};

/** The fees of endings as they are today, in one statement (AN-25: shown in each notice). */
export async function domainFees(ctx: Ctx, settings: Settings, endings: readonly string[]): Promise<Map<string, Fees>> {
  const only = [...new Set(endings)];
  if (only.length === 0) return new Map();
  const entries = await listTlds({ clock: ctx.clock, settings, only });
  return new Map(
    entries.map((entry) => {
      const { tld, currency, prices, graceDays, redemptionDays } = entry;
      const renewMinor = prices?.renewMinor ?? null;
      const restoreMinor = prices?.restoreMinor ?? null;
      const fees: Fees = {
        currency,
        renewMinor,
        lateRenewMinor: lateRenewal(entry),
        restoreMinor: renewMinor === null || restoreMinor === null ? null : restoreMinor + renewMinor,
        graceDays,
        redemptionDays,
      };
      return [tld, fees];
    }),
  );
}

/** The same for a name that has a price of its own, as premium names do. */
export function withOwnPrice(fees: Fees, ownRenewMinor: number | null): Fees {
  if (ownRenewMinor === null || fees.renewMinor === null)
    return { ...fees, renewMinor: ownRenewMinor ?? fees.renewMinor };
  const more = ownRenewMinor - fees.renewMinor;
  return {
    ...fees,
    renewMinor: ownRenewMinor,
    lateRenewMinor: fees.lateRenewMinor === null ? null : fees.lateRenewMinor + more,
    restoreMinor: fees.restoreMinor === null ? null : fees.restoreMinor + more,
  };
}
