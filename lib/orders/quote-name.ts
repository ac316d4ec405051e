import { openRegistrar } from "@/lib/accounts/open-registrar";
import { later, MINUTE } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { priceFromCost, termPrice } from "@/lib/tlds/price";
import { findTld } from "@/lib/tlds/queries";

/** A price that was shown, and until when it holds. Amounts are for the whole term, without tax. */
export type Quote = {
  registrarAccountId: string;
  premium: boolean;
  available: boolean;
  costMinor: number;
  costCurrency: string;
  priceMinor: number;
  renewPriceMinor: number;
  currency: string;
  quotedAt: Date;
  quoteExpiresAt: Date;
};

/**
 * Asks the registrar, now, what a name costs, and makes our price of it. `available` is false when it can no
 * longer be had. Throws when the TLD is not sold, or the registrar did not answer: silence cannot be sold.
 */
export async function quoteName(ctx: Ctx, name: string, tld: string, years: number): Promise<Quote> {
  const settings = await getSettings();
  const entry = await findTld(tld, { clock: ctx.clock, settings });
  if (!entry || entry.notSold !== null || entry.prices === null || entry.accountId === null) {
    throw new AppError(
      "invalid",
      `.${tld} names are not sold here at the moment. Nothing was charged. Choose another ending.`,
    );
  }
  const { registrar } = await openRegistrar(ctx, entry.accountId);
  const quotedAt = ctx.clock.now();
  const base = {
    registrarAccountId: entry.accountId,
    currency: settings.currency,
    quotedAt,
    quoteExpiresAt: later(quotedAt, settings.quoteMinutes * MINUTE),
  };
  for await (const answer of registrar.availability([name])) {
    if (answer.status === "unknown") {
      throw new AppError(
        "provider_failed",
        `The registry of .${tld} did not answer. Nothing was charged. Try again in a moment.`,
      );
    }
    if (answer.status !== "available" && answer.status !== "premium") {
      return {
        ...base,
        premium: false,
        available: false,
        costMinor: 0,
        costCurrency: settings.currency,
        priceMinor: 0,
        renewPriceMinor: 0,
      };
    }
  }
  const cost = await registrar.priceOf(name, years);
  if (cost === null) {
    return {
      ...base,
      premium: false,
      available: false,
      costMinor: 0,
      costCurrency: settings.currency,
      priceMinor: 0,
      renewPriceMinor: 0,
    };
  }
  if (cost.register.currency !== settings.currency) {
    throw new AppError(
      "provider_failed",
      `.${tld} is priced in ${cost.register.currency}, which is not sold yet. Nothing was charged. Choose another ending.`,
    );
  }
  const prices = cost.premium
    ? {
        // The registrar's figure is for the whole term: the first year is what its later years leave of it.
        registerMinor: priceFromCost(cost.register.amountMinor - (years - 1) * cost.renew.amountMinor, settings),
        renewMinor: priceFromCost(cost.renew.amountMinor, settings),
      }
    : entry.prices;
  // The list our price was made of may be of yesterday: the answer of now is what we would pay.
  const atLeast = (priceMinor: number, costMinor: number) =>
    settings.sellAtLoss ? priceMinor : Math.max(priceMinor, costMinor);
  return {
    ...base,
    premium: cost.premium,
    available: true,
    costMinor: cost.register.amountMinor,
    costCurrency: cost.register.currency,
    priceMinor: atLeast(termPrice(prices, years), cost.register.amountMinor),
    renewPriceMinor: atLeast(prices.renewMinor, cost.renew.amountMinor),
  };
}
