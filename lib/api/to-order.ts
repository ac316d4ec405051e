import type { z } from "zod";
import { appUrl } from "@/lib/kernel/env";
import type { OrderView } from "@/lib/orders/views";
import type { orderResource } from "./resources";
import { toMoney } from "./to-money";

type Order = z.input<typeof orderResource>;

const itemStates = { registering: "working", registered: "delivered" } as const;

export function toOrder(view: OrderView): Order {
  const money = (amountMinor: number) => toMoney(amountMinor, view.currency);
  return {
    id: view.id,
    state: view.state,
    headline: view.headline,
    placed_at: view.placedAt,
    ended_at: view.endedAt,
    total: money(view.totalMinor),
    charged: money(view.money.chargedMinor),
    pay_url: view.payUrl && new URL(view.payUrl, appUrl()).href,
    items: view.items.map((item) => ({
      id: item.id,
      domain: item.nameAscii,
      kind: item.kind,
      years: item.years,
      price: money(item.priceMinor),
      state: item.state === "registering" || item.state === "registered" ? itemStates[item.state] : item.state,
      reason: item.failure?.message ?? null,
      expires_at: item.state === "registered" ? item.expiresAt : null,
    })),
  };
}
