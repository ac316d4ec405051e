import type { z } from "zod";
import { appUrl } from "@/lib/kernel/env";
import type { OrderView } from "@/lib/orders/views";
import { ApiRefusal } from "./problem";
import type { transferResource } from "./resources";
import { toMoney } from "./to-money";

type Transfer = z.input<typeof transferResource>;

const states: Record<OrderView["state"], Transfer["state"]> = {
  awaiting_payment: "awaiting_payment",
  review: "working",
  fulfilling: "working",
  completed: "delivered",
  failed: "failed",
  cancelled: "cancelled",
};

/** A transfer is an order of one item of that kind; any other order is no transfer. */
export function toTransfer(view: OrderView): Transfer {
  const [item] = view.items.filter(({ kind }) => kind === "transfer");
  if (!item)
    throw new ApiRefusal("not_found", "You have no such transfer. Nothing was changed or charged. Check its id.");
  const money = (amountMinor: number) => toMoney(amountMinor, view.currency);
  const needsCode = item.failure?.reason === "auth_code" && view.endedAt === null;
  return {
    id: view.id,
    domain: item.nameAscii,
    state: needsCode ? "needs_code" : states[view.state],
    stage: view.endedAt === null ? item.stage : null,
    headline: view.headline,
    reason: item.failure?.message ?? null,
    total: money(view.totalMinor),
    charged: money(view.money.chargedMinor),
    placed_at: view.placedAt,
    ended_at: view.endedAt,
    pay_url: view.payUrl && new URL(view.payUrl, appUrl()).href,
  };
}
