import { z } from "zod";
import { renewalQuote } from "@/lib/renewals/renewal-quote";
import { domainParams } from "../domain-params";
import { endpoint } from "../endpoint";
import { ownedDomainHere } from "../owned-domain";
import { moneyResource } from "../resources";
import { toMoney } from "../to-money";

export const getRenewalPricesEndpoint = endpoint({
  id: "getRenewalPrices",
  method: "GET",
  path: "/domains/{name}/renewal-prices",
  tag: "Domains",
  summary: "What renewing a domain costs now",
  description: "For each term that can be bought. In redemption it is the price of the restore with its year.",
  scope: "domains:buy",
  params: domainParams,
  responses: {
    200: {
      description: "The prices of today.",
      body: z.object({
        domain: z.string(),
        phase: z.enum(["active", "grace", "redemption"]),
        expires_at: z.iso.datetime(),
        last_day: z.iso.datetime().nullable().describe("Until when it can be had at this price, once it has expired."),
        late_fee: moneyResource.describe("Part of the price, because it has expired."),
        restore_fee: moneyResource.describe("Part of the price of a restore."),
        terms: z.array(
          z.object({
            years: z.int(),
            price: moneyResource.describe("Without tax."),
            total: moneyResource,
            new_expiry_date: z.iso.datetime(),
          }),
        ),
      }),
    },
  },
  errors: ["bad_request", "not_found", "conflict"],
  handler: async (ctx, { params }) => {
    const { id: domainId, nameAscii } = await ownedDomainHere(ctx, params.name);
    const quote = await renewalQuote(ctx, { domainId });
    const money = (amountMinor: number) => toMoney(amountMinor, quote.currency);
    return {
      status: 200,
      body: {
        domain: nameAscii,
        phase: quote.phase,
        expires_at: quote.expiresAt,
        last_day: quote.phaseEndsAt,
        late_fee: money(quote.lateFeeMinor),
        restore_fee: money(quote.restoreFeeMinor),
        terms: quote.terms.map(({ years, priceMinor, totalMinor, until }) => ({
          years,
          price: money(priceMinor),
          total: money(totalMinor),
          new_expiry_date: until,
        })),
      },
    };
  },
});
