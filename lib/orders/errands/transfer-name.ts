import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { transferCodes } from "@/db/schema";
import { later, MINUTE } from "@/lib/kernel/clock";
import { unseal } from "@/lib/kernel/seal";
import { registrantHandle } from "../registrant-handle";
import { registrantOf } from "../rows";
import type { Errand } from "./errand";
import { insertDomain } from "./insert-domain";

/** Moves a name from another registrar to ours. Its code is unsealed for the one call and travels nowhere else (T-8). */
export const transferName: Errand = {
  verb: "transfer",
  facts: {
    asked: "transfer_asked",
    accepted: "transfer_accepted",
    unanswered: "transfer_unanswered",
    delivered: "transferred_in",
    refused: "transfer_refused",
  },

  async preflight(order, item, registrar) {
    const since = later(order.placedAt, -2 * MINUTE);
    const found = await registrar.findWrite("transfer", item.nameAscii, since);
    if (found.found === "operation" && found.state.state !== "refused") return { verdict: "adopt", ref: found.ref };
    if (found.found === "domain") return { verdict: "refuse", reason: "already_here" };
    const { verdict, reason } = await registrar.transferability(item.nameAscii);
    const message = reason ? { message: reason } : {};
    if (verdict === "not_transferable") return { verdict: "refuse", reason: "not_transferable", ...message };
    if (verdict === "already_here") return { verdict: "refuse", reason: "already_here" };
    if (verdict === "premium") return { verdict: "refuse", reason: "premium" };
    return { verdict: "go", costMinor: item.costLimitMinor };
  },

  async ask(ctx, order, item, { accountId, registrar }) {
    const [code] = await db().select().from(transferCodes).where(eq(transferCodes.orderItemId, item.id));
    return registrar.transferIn({
      name: item.nameAscii,
      authCode: code ? unseal(code.sealed, `transfer_codes:${item.id}`) : "",
      contact: registrantOf(order).contact,
      contactHandle: await registrantHandle(ctx, order, accountId, registrar),
      privacy: item.privacy,
      premium: item.premium,
      costLimit: { amountMinor: item.costLimitMinor, currency: item.costCurrency },
    });
  },

  // Only our own account's names are read: being there is the proof.
  prove: () => "done",

  async deliver(tx, ctx, order, item, read) {
    await tx.delete(transferCodes).where(eq(transferCodes.orderItemId, item.id));
    // Its DNS stays where it was: a site that moves registrar must not notice.
    return insertDomain(tx, ctx, order, item, read, ["auto_renew_off"]);
  },
};
