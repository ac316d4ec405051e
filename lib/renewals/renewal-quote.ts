import { db } from "@/db/client";
import { billingOf } from "@/lib/billing/billing-of";
import { exchange, rateBetween } from "@/lib/billing/exchange";
import { taxOn } from "@/lib/billing/tax-terms";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { ownName } from "./own-name";
import { type RenewalTerms, renewalPrice } from "./renewal-price";
import { renewalRow } from "./renewal-row";
import { renewalTerms } from "./renewal-terms";

/** ICANN: no name is paid for further ahead than this. */
const furthestYears = 10;

/** What a name costs to keep, in its merchant's currency, for each term that can be bought. */
export type RenewalQuote = {
  domainId: string;
  nameAscii: string;
  phase: "active" | "grace" | "redemption";
  expiresAt: string;
  currency: string;
  /** Whole price by years, without tax, and with it. */
  terms: { years: number; priceMinor: number; totalMinor: number; until: string }[];
  /** Part of the price: what the registry asks because the name has expired. */
  lateFeeMinor: number;
  /** What a restore costs beyond the year that comes with it. */
  restoreFeeMinor: number;
  taxNote: string;
  /** Until when it can be had back at this price; null while it is active. */
  phaseEndsAt: string | null;
};

/** The prices of renewing a name now, or of restoring it where it can only be restored (AN-11). Nothing is asked of a registrar. */
export async function renewalQuote(ctx: Ctx, { domainId }: { domainId: string }): Promise<RenewalQuote> {
  const domain = await ownName(ctx, domainId);
  const settings = await getSettings();
  const [row, termsOf, billing] = await Promise.all([
    renewalRow(db(), domainId),
    renewalTerms(settings),
    billingOf(db(), [domain.merchantId], settings),
  ]);
  const terms = termsOf(domain.registrarAccountId, domain.tld);
  const buyer = billing.get(domain.merchantId);
  const shown = displayName(domain.nameAscii);
  if (!row || !terms || !buyer)
    throw new AppError(
      "conflict",
      `The price of ${shown} is not known at the moment. Nothing was charged. Try again later.`,
    );
  const now = ctx.clock.now();
  const phase = phaseOf(domain.registration, row.expiresAt, now);
  const restoreMinor = phase === "redemption" ? terms.restorePriceMinor : 0;
  if (restoreMinor === null)
    throw new AppError(
      "conflict",
      `${shown} can only be restored by its registrar's support. Nothing was charged. Write to support.`,
    );
  const rate = rateBetween(settings.currency, buyer.currency, settings) ?? { rate: "1", rateAt: null };
  const local = (minor: number) => exchange(minor, settings.currency, buyer.currency, rate);
  const price = (years: number) => {
    // What a registrar lists for a restore has the year in it.
    return phase === "redemption" ? restoreMinor : renewalPrice(row, terms, settings, now, years).priceMinor;
  };
  return {
    domainId,
    nameAscii: domain.nameAscii,
    phase,
    expiresAt: row.expiresAt.toISOString(),
    currency: buyer.currency,
    terms: renewableYears(terms, phase, row.expiresAt, now).map((years) => {
      const priceMinor = local(price(years));
      return {
        years,
        priceMinor,
        totalMinor: priceMinor + taxOn([priceMinor], buyer.tax.rateBasisPoints).taxMinor,
        until: addYears(row.expiresAt, years).toISOString(),
      };
    }),
    lateFeeMinor: phase === "grace" ? local(terms.graceFeeMinor) : 0,
    restoreFeeMinor: phase === "redemption" ? local(Math.max(0, restoreMinor - terms.priceMinor)) : 0,
    taxNote: buyer.tax.note,
    phaseEndsAt: phaseEnd(phase, terms, row.expiresAt)?.toISOString() ?? null,
  };
}

export function phaseOf(registration: string, expiresAt: Date, now: Date): RenewalQuote["phase"] {
  if (registration === "redemption") return "redemption";
  return expiresAt <= now ? "grace" : "active";
}

/** Terms the ending has and that lead no further than ten years from now; a restore comes with one year. */
export function renewableYears(
  terms: Pick<RenewalTerms, "minYears" | "maxYears">,
  phase: RenewalQuote["phase"],
  expiresAt: Date,
  now: Date,
): number[] {
  if (phase === "redemption") return [1];
  const furthest = addYears(now, furthestYears);
  const all = Array.from({ length: terms.maxYears - terms.minYears + 1 }, (_, index) => terms.minYears + index);
  return all.filter((years) => addYears(expiresAt, years) <= furthest);
}

export function phaseEnd(
  phase: RenewalQuote["phase"],
  terms: Pick<RenewalTerms, "graceDays" | "redemptionDays">,
  expiresAt: Date,
): Date | null {
  if (phase === "active") return null;
  return later(expiresAt, (terms.graceDays + (phase === "redemption" ? terms.redemptionDays : 0)) * DAY);
}

function addYears(from: Date, years: number): Date {
  const to = new Date(from);
  to.setUTCFullYear(to.getUTCFullYear() + years);
  return to;
}
