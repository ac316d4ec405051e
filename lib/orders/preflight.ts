import { later, MINUTE } from "@/lib/kernel/clock";
import type { Registrar } from "@/lib/providers/registrars/contract";
import type { FailureReason } from "./failure-words";
import type { Order, OrderItem } from "./rows";

export type Preflight =
  | { verdict: "go"; costMinor: number }
  | { verdict: "refuse"; reason: FailureReason; message?: string }
  /** Our account already has it since this order: a call whose record was lost. Go on from there. */
  | { verdict: "adopt"; ref: string };

/**
 * Reads before the one write that cannot be undone: do we hold the name already, can it still be had, and at no more
 * than was agreed (P-10)? Only reads; repeating it changes nothing.
 */
export async function preflight(order: Order, item: OrderItem, registrar: Registrar): Promise<Preflight> {
  const since = later(order.placedAt, -2 * MINUTE);
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
}
