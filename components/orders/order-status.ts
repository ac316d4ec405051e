import type { Tone } from "@/components/ui/status-pill";
import type { OrderItemView, OrderView } from "@/lib/orders/views";

export const orderStatus: Record<OrderView["state"], { tone: Tone; word: string }> = {
  awaiting_payment: { tone: "attention", word: "Waiting for payment" },
  review: { tone: "progress", word: "Being looked at" },
  fulfilling: { tone: "progress", word: "Registering" },
  completed: { tone: "ok", word: "Completed" },
  failed: { tone: "danger", word: "Not delivered" },
  cancelled: { tone: "idle", word: "Cancelled" },
};

/** Fraud is never said to a merchant: the words are neutral. */
export const itemStatus: Record<OrderItemView["state"], { tone: Tone; word: string }> = {
  waiting: { tone: "idle", word: "Waiting" },
  registering: { tone: "progress", word: "Registering" },
  registered: { tone: "ok", word: "Yours" },
  refused: { tone: "danger", word: "Not registered" },
  cancelled: { tone: "idle", word: "Cancelled" },
  fraud: { tone: "idle", word: "Not accepted" },
};
