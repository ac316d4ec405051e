import { and, eq, inArray } from "drizzle-orm";
import { domains } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { DAY } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { shownRegistrant } from "@/lib/notices/shown-registrant";
import { withoutAttention } from "@/lib/operations/without-attention";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import type { Order, OrderItem } from "../rows";
import { awaitDnsAgain } from "./await-dns-again";
import type { Errand } from "./errand";
import { isInRedemption, isPlausibleExpiry } from "./read-expiry";

/** A year as registries count it, with room for leap days and for the hour of the day. */
const yearMs = 365 * DAY;
const roomMs = 20 * DAY;

/** Adds years to a name of ours. The expiry before is the proof that a year is bought once and not twice (N-4). */
export const renewName: Errand = {
  verb: "renew",
  facts: {
    asked: "renewal_asked",
    accepted: "renewal_accepted",
    unanswered: "renewal_unanswered",
    delivered: "renewed",
    refused: "renewal_refused",
  },

  /** Fresh state before the write (U-2): is it still here and renewable, and has somebody renewed it already? */
  async preflight(_order, item, registrar) {
    const domain = await registrar.domain(item.nameAscii);
    if (!domain) return { verdict: "refuse", reason: "not_here" };
    if (isInRedemption(domain)) return { verdict: "refuse", reason: "in_redemption" };
    if (reached(item, domain)) return { verdict: "adopt", ref: `done:${item.nameAscii}` };
    return { verdict: "go", costMinor: item.costLimitMinor };
  },

  async ask(_ctx, _order, item, { registrar }) {
    if (!item.expiryBefore) throw new Error(`Item ${item.id} does not say which year it renews.`);
    return registrar.renew(item.nameAscii, item.expiryBefore, item.years);
  },

  prove: (_order, item, domain) => (reached(item, domain) ? "done" : "not_yet"),

  deliver: (tx, ctx, order, item, read) => observeRenewed(tx, ctx, order, item, read),
};

function reached(item: OrderItem, { expiresAt }: RegistrarDomain): boolean {
  if (!item.expiryBefore || !expiresAt || !isPlausibleExpiry(expiresAt)) return false;
  return expiresAt.getTime() >= item.expiryBefore.getTime() + item.years * yearMs - roomMs;
}

/** The name lives on: its expiry, as the registrar told it, and no longer what its end had asked for. */
export async function observeRenewed(
  tx: Tx,
  ctx: Ctx,
  _order: Order,
  item: OrderItem,
  read: RegistrarDomain,
): Promise<{ domainId: string }> {
  const now = ctx.clock.now();
  const domainId = item.domainId;
  if (!domainId) throw new Error(`Item ${item.id} is for no domain.`);
  await awaitDnsAgain(tx, ctx, domainId);
  await tx
    .update(domains)
    .set({
      registration: "active",
      expiresAt: read.expiresAt,
      expirySource: "registrar",
      registrarAutoRenew: read.autoRenew,
      eppStatuses: read.eppStatuses,
      ...shownRegistrant(read),
      attention: withoutAttention(domains.attention, [
        "renew",
        "pay_renewal",
        "card_expires",
        "expired",
        "redemption",
        "dns_interrupted",
      ]),
      observedAt: now,
      updatedAt: now,
    })
    .where(and(eq(domains.id, domainId), inArray(domains.registration, ["active", "expired", "redemption"])));
  return { domainId };
}
