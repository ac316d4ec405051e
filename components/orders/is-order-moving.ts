import type { OrderView } from "@/lib/orders/views";

const open: ReadonlySet<OrderView["state"]> = new Set(["awaiting_payment", "review", "fulfilling"]);

/** Whether work on the order or on the set-up of its names is still going on. */
export function isOrderMoving(order: OrderView): boolean {
  if (open.has(order.state)) return true;
  return order.items.some(
    (item) =>
      item.state === "registered" && item.steps.some((step) => step.state === "working" || step.state === "waiting"),
  );
}
