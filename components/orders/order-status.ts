import type { Tone } from "@/components/ui/status-pill";
import type { OrderItemView, OrderView } from "@/lib/orders/views";

export const orderStatus: Record<OrderView["state"], { tone: Tone; word: string }> = {
  awaiting_payment: { tone: "attention", word: "Waiting for payment" },
  review: { tone: "progress", word: "Being looked at" },
  fulfilling: { tone: "progress", word: "Under way" },
  completed: { tone: "ok", word: "Completed" },
  failed: { tone: "danger", word: "Not delivered" },
  cancelled: { tone: "idle", word: "Cancelled" },
};

const words: Record<OrderItemView["kind"], { doing: string; done: string; not: string }> = {
  register: { doing: "Registering", done: "Yours", not: "Not registered" },
  renew: { doing: "Renewing", done: "Renewed", not: "Not renewed" },
  transfer: { doing: "Transferring", done: "Here", not: "Not transferred" },
  restore: { doing: "Restoring", done: "Restored", not: "Not restored" },
};

/** Fraud is never said to a merchant: the words are neutral. */
export function itemStatus({ kind, state }: Pick<OrderItemView, "kind" | "state">): { tone: Tone; word: string } {
  const { doing, done, not } = words[kind];
  const statuses: Record<OrderItemView["state"], { tone: Tone; word: string }> = {
    waiting: { tone: "idle", word: "Waiting" },
    registering: { tone: "progress", word: doing },
    registered: { tone: "ok", word: done },
    refused: { tone: "danger", word: not },
    cancelled: { tone: "idle", word: "Cancelled" },
    fraud: { tone: "idle", word: "Not accepted" },
  };
  return statuses[state];
}
