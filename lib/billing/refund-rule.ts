import type { itemKinds } from "@/db/schema";
import { DAY, later } from "@/lib/kernel/clock";

/** How long a registry takes a registration back (the add grace period of RFC 3915; five days at gTLD registries). */
export const addGraceDays = 5;

/** Whether the registry gives the cost of a delivery back, until when, and what must be done for it. */
export type RefundRule = { costReturns: boolean; until: Date | null };

/**
 * A registration can be undone by deleting the name within the add grace period; years that were added, transfers and
 * restores are kept by the registry from the first moment.
 */
export function refundRule(item: { kind: (typeof itemKinds)[number]; deliveredAt: Date }, now: Date): RefundRule {
  if (item.kind !== "register") return { costReturns: false, until: null };
  const until = later(item.deliveredAt, addGraceDays * DAY);
  return { costReturns: now.getTime() < until.getTime(), until };
}
