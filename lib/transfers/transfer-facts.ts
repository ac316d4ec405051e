import type { orderItems, orders } from "@/db/schema";
import type { TransferEstimate, TransferFacts } from "./stages";

type Item = typeof orderItems.$inferSelect;
type Order = typeof orders.$inferSelect;

/** Where a transfer stands, out of the rows of its order. Its days count from the moment the money was there. */
export function transferFacts(
  order: Pick<Order, "heldAt">,
  item: Pick<Item, "state" | "stage" | "stageSince" | "endedAt" | "failureReason">,
  estimate: TransferEstimate,
): TransferFacts {
  return {
    state: stateOf(order, item),
    stage: item.stage,
    stageSince: item.stageSince,
    startedAt: order.heldAt,
    endedAt: item.endedAt,
    ownerEmail: null,
    estimate,
  };
}

function stateOf(order: Pick<Order, "heldAt">, item: Pick<Item, "state" | "failureReason">): TransferFacts["state"] {
  if (item.state === "registered") return "done";
  if (item.state !== "waiting" && item.state !== "registering") return "failed";
  if (item.failureReason === "auth_code") return "needs_code";
  return order.heldAt ? "moving" : "unpaid";
}
