import { later, MINUTE } from "@/lib/kernel/clock";
import type { Errand } from "./errand";
import { isInRedemption, isPlausibleExpiry } from "./read-expiry";
import { observeRenewed } from "./renew-name";

/** Brings a deleted name back within its redemption, with the year that its registry asks for. */
export const restoreName: Errand = {
  verb: "restore",
  facts: {
    asked: "restore_asked",
    accepted: "restore_accepted",
    unanswered: "restore_unanswered",
    delivered: "restored",
    refused: "restore_refused",
  },

  async preflight(order, item, registrar) {
    const domain = await registrar.domain(item.nameAscii);
    if (!domain) return { verdict: "refuse", reason: "not_here" };
    if (!isInRedemption(domain)) return { verdict: "adopt", ref: `done:${item.nameAscii}` };
    const found = await registrar.findWrite("restore", item.nameAscii, later(order.placedAt, -2 * MINUTE));
    if (found.found === "operation" && found.state.state !== "refused") return { verdict: "adopt", ref: found.ref };
    return { verdict: "go", costMinor: item.costLimitMinor };
  },

  async ask(_ctx, _order, item, { registrar }) {
    const cost = { amountMinor: item.costLimitMinor, currency: item.costCurrency };
    return (
      (await registrar.restore?.(item.nameAscii, cost)) ?? {
        state: "refused",
        reason: "unsupported",
        message: "This registrar restores names only by a support request.",
      }
    );
  },

  prove: (_order, _item, domain) =>
    !isInRedemption(domain) && domain.expiresAt && isPlausibleExpiry(domain.expiresAt) ? "done" : "not_yet",

  deliver: (tx, ctx, order, item, read) => observeRenewed(tx, ctx, order, item, read),
};
