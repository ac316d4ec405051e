import { z } from "zod";
import type { Ctx } from "@/lib/kernel/context";
import { formatMoney } from "@/lib/kernel/money";
import { invoiceNow } from "@/lib/renewals/renew-now";
import { renewalQuote } from "@/lib/renewals/renewal-quote";
import { domainParams } from "../domain-params";
import { endpoint } from "../endpoint";
import { ownedDomainHere } from "../owned-domain";
import { payBySavedCard } from "../pay-by-saved-card";
import { ApiRefusal } from "../problem";

const done = z.object({ domain: z.string(), new_expiry_date: z.iso.datetime(), order_id: z.string() });
const pending = z.object({ domain: z.string(), status: z.literal("pending"), order_id: z.string() });

export const renewDomainEndpoint = endpoint({
  id: "renewDomain",
  method: "POST",
  path: "/domains/{name}/renew",
  tag: "Domains",
  summary: "Renew a domain",
  description:
    "Makes an invoice and pays it: account credit first, then your saved card. The money is held, the registrar renews, and only then is it taken; what could not be renewed costs nothing. An open invoice for the same period gives way.",
  scope: "domains:buy",
  params: domainParams,
  body: z.strictObject({
    years: z.int().min(1).max(10).default(1).describe("As many as the ending allows, and at most ten ahead."),
    restore: z
      .boolean()
      .default(false)
      .describe("For a domain in redemption, which costs the registry's fee as well: GET its renewal prices first."),
  }),
  example: { years: 1 },
  responses: {
    200: { description: "Renewed. The date is the registrar's.", body: done },
    202: { description: "The money is secured and the registrar is at work: ask the order.", body: pending },
  },
  errors: ["bad_request", "not_found", "payment_required", "provider_failed"],
  waits: true,
  handler: async (ctx, { params, body, patienceMs }) => {
    const { id: domainId, nameAscii } = await ownedDomainHere(ctx, params.name);
    if (!body.restore) await refuseRedemption(ctx, domainId);
    const { invoiceId } = await invoiceNow(ctx, { domainId, years: body.years });
    const order = await payBySavedCard(ctx, invoiceId, patienceMs);
    const expiry = order.items.find((item) => item.domainId === domainId && item.state === "registered")?.expiresAt;
    if (expiry) return { status: 200, body: { domain: nameAscii, new_expiry_date: expiry, order_id: order.id } };
    const underWay = { domain: nameAscii, status: "pending" as const, order_id: order.id };
    return { status: 202, body: underWay, location: `/orders/${order.id}` };
  },
});

/** A restore costs many times a year's price, so nobody gets one without having asked for it. */
async function refuseRedemption(ctx: Ctx, domainId: string): Promise<void> {
  const quote = await renewalQuote(ctx, { domainId });
  if (quote.phase !== "redemption") return;
  const price = quote.terms[0] ? formatMoney(quote.terms[0].totalMinor, quote.currency) : "its registry's fee";
  throw new ApiRefusal(
    "conflict",
    `It is in redemption and can only be restored, for ${price} with a year and tax. Nothing was charged. Send restore: true to have it back.`,
  );
}
