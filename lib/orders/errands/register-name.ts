import { purchaseSteps } from "@/db/schema/domains";
import { later, MINUTE } from "@/lib/kernel/clock";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { registrantHandle } from "../registrant-handle";
import { type Order, registrantOf } from "../rows";
import type { Errand } from "./errand";
import { insertDomain } from "./insert-domain";

/** Clocks of registrars differ a little from ours. */
const skewMs = 2 * MINUTE;

/** Registers a name that is free. */
export const registerName: Errand = {
  verb: "register",
  facts: {
    asked: "registration_asked",
    accepted: "registration_accepted",
    unanswered: "registration_unanswered",
    delivered: "registered",
    refused: "registration_refused",
  },

  /** Do we hold the name already, can it still be had, and at no more than was agreed (P-10)? */
  async preflight(order, item, registrar) {
    const since = later(order.placedAt, -skewMs);
    const found = await registrar.findWrite("register", item.nameAscii, since);
    if (found.found === "operation" && found.state.state !== "refused") return { verdict: "adopt", ref: found.ref };
    if (found.found === "domain") {
      const ours = found.domain.createdAt !== null && found.domain.createdAt >= since;
      return ours ? { verdict: "adopt", ref: `done:${item.nameAscii}` } : { verdict: "refuse", reason: "already_here" };
    }
    const cost = await registrar.priceOf(item.nameAscii, item.years);
    if (cost === null) return { verdict: "refuse", reason: "unavailable" };
    if (cost.premium && !item.premium) return { verdict: "refuse", reason: "premium" };
    const asked = cost.register.amountMinor;
    if (cost.register.currency !== item.costCurrency || asked > item.costLimitMinor)
      return { verdict: "refuse", reason: "price" };
    return { verdict: "go", costMinor: asked };
  },

  async ask(ctx, order, item, { accountId, registrar }) {
    const { contact } = registrantOf(order);
    return registrar.register({
      name: item.nameAscii,
      years: item.years,
      contact,
      contactHandle: await registrantHandle(ctx, order, accountId, registrar),
      privacy: item.privacy,
      premium: item.premium,
      costLimit: { amountMinor: item.costLimitMinor, currency: item.costCurrency },
    });
  },

  prove: (order, _item, domain) => (isForThis(order, domain) ? "done" : "not_ours"),

  deliver: (tx, ctx, order, item, read) => insertDomain(tx, ctx, order, item, read, purchaseSteps),
};

/** A name is believed only if it was made for this order: not before it, and for our registrant (P-14, P-24). */
function isForThis(order: Order, domain: RegistrarDomain): boolean {
  const madeBefore = domain.createdAt !== null && domain.createdAt.getTime() < order.placedAt.getTime() - skewMs;
  return !madeBefore && isForOurRegistrant(order, domain);
}

export function isForOurRegistrant(order: Order, domain: RegistrarDomain): boolean {
  const email = domain.registrantEmail?.toLowerCase();
  return email === undefined || email === registrantOf(order).contact.email.toLowerCase();
}
